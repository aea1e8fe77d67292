internal import Ledger
/// Events as they come.
enum StreamRoute {
    static let answer: Route.Handler = { question, office in
        guard let text = question.headers["last-event-id"] else { return .stream(after: nil) }
        guard let number = Int64(text), number >= -1, number < (try office.reader.entryCount()) else {
            throw Problem.badRequest("`Last-Event-ID` is no entry of this ledger", mend: "leave it out")
        }
        return .stream(after: number)
    }
}
