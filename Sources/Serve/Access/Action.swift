package import Score

/// What can be asked of the daemon. Every route names one of these, and nobody is answered before it is known that they may.
package enum Action: String, CaseIterable, Sendable {
    case me
    case publicPage = "public.page"
    case publicDescription = "public.description"
    case publicBoard = "public.board"
    case publicTransparency = "public.transparency"
    case publicAppeals = "public.appeals"
    case fileAppeal = "appeals.file"
    case reply = "appeals.reply"
    case readHealth = "read.health"
    case readCameras = "read.cameras"
    case readPlaces = "read.places"
    case readEvents = "read.events"
    case readExplanations = "read.explanations"
    case readEntries = "read.entries"
    case readPolicies = "read.policies"
    case readStream = "read.stream"
    case readMetrics = "read.metrics"
    case comparePolicies = "policies.compare"
    case readObservations = "observations.read"
    case observe = "observations.enter"
    case confirm = "observations.confirm"
    case lookAtPicture = "pictures.look"
    case lookAtNotes = "notes.look"
    case decide = "appeals.decide"
    case escalate = "appeals.escalate"
    case readStewards = "stewards.read"

    /// What somebody must be for it.
    package enum Need: Hashable, Sendable {
        /// Nothing: the page itself, without anything in it.
        case nothing
        /// For everybody, unless the configuration lets nobody in without a token.
        case open
        /// For everybody where the configuration lets everybody read, else for stewards.
        case reading
        /// A steward with one of these rights.
        case right([Act])
    }

    /// The table of what is needed for what; docs/api.md shows it.
    package var need: Need {
        switch self {
        case .me, .publicPage, .publicDescription: .nothing
        case .publicBoard, .publicTransparency, .publicAppeals, .fileAppeal, .reply: .open
        case .readHealth, .readCameras, .readPlaces, .readEvents, .readExplanations, .readEntries, .readPolicies,
            .readStream, .readMetrics, .comparePolicies:
            .reading
        case .readObservations, .escalate: .right([.query])
        case .observe: .right([.observe])
        case .confirm: .right([.confirm])
        case .lookAtPicture, .lookAtNotes: .right([.look])
        case .decide: .right([.decide])
        case .readStewards: .right([.accounts, .verify])
        }
    }
}
