public import Base
internal import Synchronization

/// Finds objects with a neural model in this process, through OpenVINO on the CPU.
public final class OpenVINOFinder: ObjectFinder {
    public let inputSize: PixelSize
    public let name: String
    /// Locked during an inference: the model has one input and one output in memory, which cameras must not share.
    private let engine: Mutex<Engine>

    /// Loads a model that the store has checked.
    package init(_ model: StoredModel, library: String) throws(ModelError) {
        let card = model.card
        let engine = try Engine(model, library: library)
        inputSize = card.inputSize
        name = "\(model.name)@\(card.files[0].sha256.prefix(8)) openvino/\(engine.version)"
        self.engine = Mutex(engine)
    }

    public func find(in picture: RGBPicture) throws(ObjectFinderFailure) -> [ObjectSighting] {
        guard picture.size.width > 0, picture.size.height > 0 else { return [] }
        return try engine.withLock { (engine) throws(ObjectFinderFailure) in try engine.find(in: picture) }
    }
}

/// One model with what it needs between pictures.
private struct Engine: ~Copyable {
    private let card: ModelCard
    private var model: RuntimeModel
    /// The plan for pictures of the last size; a camera's do not change.
    private var filling: InputFilling

    init(_ stored: StoredModel, library: String) throws(ModelError) {
        let paths = stored.paths
        card = stored.card
        let model = try RuntimeModel(
            library: library, model: paths[0], weights: paths.count > 1 ? paths[1] : nil, card: stored.card)
        filling = Engine.filling(for: stored.card.inputSize, stored.card, model.order)
        self.model = model
    }

    var version: String { model.version }

    private static func filling(for size: PixelSize, _ card: ModelCard, _ order: InputFilling.Order) -> InputFilling {
        InputFilling(
            letterbox: Letterbox(picture: size, input: card.inputSize, fit: card.fit), order: order, card: card)
    }

    mutating func find(in picture: RGBPicture) throws(ObjectFinderFailure) -> [ObjectSighting] {
        if picture.size != filling.letterbox.picture { filling = Engine.filling(for: picture.size, card, model.order) }
        let letterbox = filling.letterbox, card = card
        var filling = filling
        let found = try model.run { input in
            filling.fill(picture, into: &input)
        } read: { (values, shape) throws(LayoutMismatch) in
            try Engine.sightings(values, shape, card, letterbox)
        }
        return Suppression.best(found, mostOverlap: card.mostOverlap)
    }

    private static func sightings(
        _ values: Span<Float>, _ shape: OutputShape, _ card: ModelCard, _ letterbox: Letterbox
    ) throws(LayoutMismatch) -> [ObjectSighting] {
        let place = { letterbox.box(left: $0, top: $1, right: $2, bottom: $3) }
        switch card.layout {
        case .yolox:
            return try YOLOXDecoder(input: card.inputSize, classes: card.classes, leastScore: card.leastScore)
                .sightings(values, shape: shape, place: place)
        case .ssd:
            return try SSDDecoder(input: card.inputSize, classes: card.classes, leastScore: card.leastScore)
                .sightings(values, shape: shape, place: place)
        }
    }
}
