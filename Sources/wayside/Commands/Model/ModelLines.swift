import Base
import Objects

/// Models and what they find, as people and programs read them.
enum ModelLines {
    /// One model in a line.
    static func words(_ model: StoredModel) -> String {
        let card = model.card
        return "\(model.name): \(card.title), \(card.layout.rawValue) \(size(card.inputSize)), finds "
            + "\(card.found.map(\.rawValue).joined(separator: ", ")), licence \(card.licence)"
    }

    /// A table of models; empty without any.
    static func table(_ models: [StoredModel], _ style: Style) -> [String] {
        guard !models.isEmpty else { return [] }
        var table = TextTable([
            ("MODEL", .left), ("TITLE", .left), ("LAYOUT", .left), ("INPUT", .right), ("FINDS", .left),
            ("LICENCE", .left), ("SHA-256", .left),
        ])
        for model in models {
            let card = model.card
            table.add([
                model.name, card.title, card.layout.rawValue, size(card.inputSize),
                card.found.map(\.rawValue).joined(separator: ", "), card.licence,
                String(card.files[0].sha256.prefix(8)),
            ])
        }
        return table.lines(style)
    }

    /// A model as one JSON object.
    static func json(_ model: StoredModel) -> String {
        let card = model.card
        var json = JSONText()
        json.object {
            $0.member("type", "wayside.model.v1")
            $0.member("name", model.name)
            $0.member("title", card.title)
            $0.member("layout", card.layout.rawValue)
            $0.member("licence", card.licence)
            $0.member("sha256", card.files[0].sha256)
            $0.key("input")
            $0.object { input in
                input.member("width", Int64(card.inputSize.width))
                input.member("height", Int64(card.inputSize.height))
            }
            $0.key("finds")
            $0.array { finds in card.found.forEach { finds.string($0.rawValue) } }
        }
        return json.text
    }

    /// A table of what was found, the best first, in fractions of the picture; empty without any.
    static func table(_ sightings: [ObjectSighting], _ style: Style) -> [String] {
        guard !sightings.isEmpty else { return [] }
        var table = TextTable([
            ("CLASS", .left), ("SCORE", .right), ("LEFT", .right), ("TOP", .right), ("WIDTH", .right),
            ("HEIGHT", .right),
        ])
        for sighting in sightings {
            let box = sighting.box
            let numbers = [box.x, box.y, box.width, box.height].map { JSONText.format($0, decimals: 3) }
            table.add([sighting.objectClass.rawValue, JSONText.format(sighting.score, decimals: 2)] + numbers)
        }
        return table.lines(style)
    }

    /// Width and height in pixels.
    static func size(_ size: PixelSize) -> String { "\(size.width)x\(size.height)" }
}
