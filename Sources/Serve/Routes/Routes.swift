/// Every route that there is; docs/api.md and `openapi.json` have the same, and a test holds them together.
package enum Routes {
    /// Where the API begins.
    package static let base = "/api/v1"

    package static let all: [Route] = page + reading + publicOnes + acts

    private static let place = base + "/places/{site}/{camera}/{place}"

    private static let page: [Route] = [
        .get("/", .publicPage) { _, _ in try PageAssets.index() },
        .get("/assets/{asset}", .publicPage) { question, _ in try PageAssets.asset(question.parameter("asset")) },
        .get(base + "/openapi.json", .publicDescription) { _, _ in try PageAssets.asset("openapi.json") },
    ]

    private static let reading: [Route] = [
        .get(base + "/health", .readHealth, HealthRoute.answer),
        .get(base + "/me", .me, HealthRoute.me),
        .get("/metrics", .readMetrics, HealthRoute.metrics),
        .get(base + "/cameras", .readCameras, CameraRoutes.list),
        .get(base + "/cameras/{camera}", .readCameras, about: CameraRoutes.camera, CameraRoutes.one),
        .get(base + "/cameras/{camera}/zones", .readCameras, about: CameraRoutes.camera, CameraRoutes.zones),
        .get(base + "/places", .readPlaces, query: ["at"], PlaceRoutes.list),
        .get(place, .readPlaces, query: ["at"], about: PlaceRoutes.place, PlaceRoutes.one),
        .get(
            place + "/history", .readPlaces, query: ["from", "to", "buckets"], about: PlaceRoutes.place,
            HistoryRoute.answer),
        .get(
            place + "/explanation", .readExplanations, query: ["at", "within_ms"], about: PlaceRoutes.place,
            PlaceRoutes.explanation),
        .get(
            base + "/events", .readEvents,
            query: ["place", "camera", "behaviour", "level", "from", "to", "order", "limit", "cursor"],
            EventRoutes.list),
        .get(base + "/events/{event}", .readEvents, EventRoutes.one),
        .get(base + "/events/{event}/explanation", .readExplanations, EventRoutes.explanation),
        .get(base + "/entries", .readEntries, query: ["from", "limit", "cursor"], EntryRoutes.list),
        .get(base + "/entries/{sequence}", .readEntries, about: EntryRoutes.entry, EntryRoutes.one),
        .get(
            base + "/entries/{sequence}/explanation", .readExplanations, about: EntryRoutes.entry,
            EntryRoutes.explanation),
        .get(base + "/entries/{sequence}/proof", .readEntries, about: EntryRoutes.entry, EntryRoutes.proof),
        .get(base + "/checkpoint", .readEntries, EntryRoutes.checkpoint),
        .get(base + "/policies", .readPolicies, PolicyRoutes.list),
        .get(base + "/policies/{hash}", .readPolicies, PolicyRoutes.one),
        .get(base + "/stewards", .readStewards, StewardRoutes.list),
        .get(base + "/observations", .readObservations, query: ["limit", "cursor"], ObservationRoutes.list),
        .get(base + "/stream", .readStream, StreamRoute.answer),
    ]

    private static let publicOnes: [Route] = [
        .get(base + "/appeals", .publicAppeals, query: ["limit", "cursor"], AppealRoutes.list),
        .get(base + "/appeals/{number}", .publicAppeals, AppealRoutes.one),
        .get(base + "/transparency", .publicTransparency, PublicRoutes.transparency),
        .get(base + "/board", .publicBoard, PublicRoutes.board),
    ]

    private static let acts: [Route] = [
        .post(base + "/policies/diff", .comparePolicies, mostBody: 1_048_576, PolicyRoutes.compare),
        .post(base + "/appeals", .fileAppeal, AppealActs.file),
        .post(base + "/appeals/{number}/replies", .reply, AppealActs.reply),
        .post(base + "/appeals/{number}/decision", .decide, about: AppealActs.appeal, AppealActs.decide),
        .post(base + "/appeals/{number}/escalation", .escalate, AppealActs.escalate),
        .post(base + "/observations", .observe, ObservationRoutes.enter),
        .post(base + "/observations/{sequence}/confirmation", .confirm, ObservationRoutes.confirm),
        .post(base + "/cameras/{camera}/looks", .lookAtPicture, about: CameraRoutes.camera, LookRoutes.picture),
        .post(base + "/events/{event}/looks", .lookAtPicture, LookRoutes.event),
        .post(base + "/entries/{sequence}/looks", .lookAtNotes, about: EntryRoutes.entry, LookRoutes.notes),
    ]
}
