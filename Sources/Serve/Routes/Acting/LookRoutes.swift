internal import Base
internal import Foundation
internal import Ledger
internal import Score

/// Looks: at a camera's picture, at notes. Each names a use, and is entered before anything is shown.
enum LookRoutes {
    static let picture: Route.Handler = { question, office in
        let use = try use(question), name = question.parameter("camera")
        guard let author = question.asker.name else { throw Problem.needsToken }
        let camera = Subject(source: office.household.site.id + "/" + name, id: name)
        let entry = try office.household.act { ledger in
            try ledger.access(
                .look, for: use, of: camera, object: "picture of \(camera.source)", by: author, at: question.now)
            return try ledger.reader.entryCount() - 1
        }
        guard let picture = try office.household.picture(of: name) else {
            throw Problem(.unavailable, "the camera has no picture now", mend: "ask again when it is running")
        }
        var answer = Answer("image/jpeg", picture.jpeg)
        answer.headers = [
            ("wayside-entry", String(entry)), ("wayside-time", picture.time.rfc3339),
            ("wayside-followed", boxes(picture.followed)),
        ]
        return answer
    }

    /// Boxes as JSON: left, top, width, height each, in fractions of the picture.
    private static func boxes(_ boxes: [Box]) -> String {
        let texts = boxes.map { box in
            "[" + [box.x, box.y, box.width, box.height].map { decimal($0) }.joined(separator: ",") + "]"
        }
        return "[" + texts.joined(separator: ",") + "]"
    }

    /// A fraction with three decimals.
    private static func decimal(_ value: Double) -> String {
        let permille = Int((min(max(value, 0), 1) * 1000).rounded())
        return "\(permille / 1000)." + String(permille % 1000 + 1000).dropFirst()
    }

    /// The picture that is kept with an event.
    static let event: Route.Handler = { question, office in
        let id = question.parameter("event"), pictures = office.household.pictures
        guard let author = question.asker.name else { throw Problem.needsToken }
        guard let entry = try office.reader.event(id)?.entry else { throw EventRoutes.noEvent }
        let use = try use(question)
        guard pictures.has(id, at: entry.time) else {
            throw Problem.notFound("no picture of this event is kept", mend: "see `picture` in what the event says")
        }
        let camera = entry.subject.source
        let subject = Subject(source: camera, id: camera.split(separator: "/").last.map(String.init) ?? camera)
        let number = try office.household.act { ledger in
            try ledger.access(
                .look, for: use, of: subject, object: "picture of event \(id)", by: author, at: question.now)
            return try ledger.reader.entryCount() - 1
        }
        guard let jpeg = pictures.read(id, at: entry.time) else {
            throw Problem.notFound("the picture has just been erased", mend: "nothing can be done")
        }
        var answer = Answer("image/jpeg", jpeg)
        answer.headers = [("wayside-entry", String(number)), ("wayside-time", entry.time.rfc3339)]
        return answer
    }

    static let notes: Route.Handler = { question, office in
        let use = try use(question), number = try question.number("sequence")
        guard let author = question.asker.name else { throw Problem.needsToken }
        let parts = try office.household.act { ledger in
            try ledger.look(at: number, for: use, by: author, at: question.now)
        }
        return Answer { object in
            object.member("entry", number)
            object.member("parts", parts) { part, object in
                object.member("commitment", part.commitment)
                object.member("media", part.item?.media.rawValue)
                guard let item = part.item else { return }
                if let text = item.text {
                    object.member("text", text)
                } else {
                    object.member("base64", Foundation.Data(item.bytes).base64EncodedString())
                }
            }
        }
    }

    private static func use(_ question: Question) throws -> DataUse {
        try BodyReader(question.body, members: ["use"]).word(DataUse.self, "use")
    }
}
