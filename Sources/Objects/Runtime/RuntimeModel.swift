internal import Base
internal import COpenVINO

/// A model in the runtime, with its one input and its one output. Used by one thread at a time.
@safe struct RuntimeModel: ~Copyable {
    private let handle: OpaquePointer
    /// The runtime's version without its build, e.g. `2026.4.1`.
    let version: String
    let order: InputFilling.Order
    /// Where the numbers are made when the input is bytes; empty when it is floating-point numbers.
    private var numbers: [Float]

    /// Loads the library and the model; typically 0.2 s. One inference thread, so that a machine's cores are not taken.
    /// - Throws: `ModelError`, with the runtime's words.
    init(library: String, model: String, weights: String?, card: ModelCard) throws(ModelError) {
        let handle = unsafe try RuntimeModel.open(library, model, weights)
        let input = unsafe RuntimeTensor(inputOf: handle), outputs = unsafe copenvino_output_count(handle)
        guard let input, let order = RuntimeModel.order(of: input, card.inputSize), outputs == 1 else {
            unsafe copenvino_close(handle)
            let found = input.map { "an input of \($0.shape.described)" } ?? "not one input of a fixed size"
            throw .problem(
                .unfit, what: "it has \(found) and \(outputs) outputs", place: model,
                mend: "one picture of the card's size and one output are needed; correct `input`, or export it anew")
        }
        unsafe self.handle = handle
        self.order = order
        version = unsafe String(String(cString: copenvino_version(handle)).prefix { $0 != "-" })
        numbers = input.element == .byte ? [Float](repeating: 0, count: 3 * card.inputSize.count) : []
    }

    deinit { unsafe copenvino_close(handle) }

    private static func open(
        _ library: String, _ model: String, _ weights: String?
    ) throws(ModelError) -> OpaquePointer {
        var words = [CChar](repeating: 0, count: 1024), isMissing = false
        if let handle = unsafe copenvino_open(library, model, weights, 1, &isMissing, &words, words.count) {
            return unsafe handle
        }
        throw isMissing
            ? .problem(
                .noRuntime, what: "OpenVINO cannot be loaded: \(text(words))", place: library,
                mend: "install it anew with `make models-runtime`")
            : .problem(
                .unfit, what: "the runtime refuses it: \(text(words))", place: model,
                mend: "give an ONNX model, or an IR of version 10 or newer")
    }

    private static func text(_ words: [CChar]) -> String {
        String(decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// How the pixels of one picture lie; nil when the input is no picture of this size in bytes or `float32`.
    private static func order(of input: RuntimeTensor, _ size: PixelSize) -> InputFilling.Order? {
        guard input.element != .other else { return nil }
        if input.shape.dims == [1, 3, size.height, size.width] { return .planes }
        return input.shape.dims == [1, size.height, size.width, 3] ? .pixels : nil
    }

    /// Runs the model on what `fill` writes, and reads its output.
    ///
    /// The numbers of one CPU are always the same; another kind of CPU may differ in the last bits.
    mutating func run<Result>(
        fill: (inout MutableSpan<Float>) -> Void, read: (Span<Float>, OutputShape) throws(LayoutMismatch) -> Result
    ) throws(ObjectFinderFailure) -> Result {
        guard let input = unsafe RuntimeTensor(inputOf: handle) else { throw .failed("the model's input is gone") }
        if numbers.isEmpty {
            input.writeFloats(fill)
        } else {
            var span = numbers.mutableSpan
            fill(&span)
            input.writeBytes(numbers.span)
        }
        var words = [CChar](repeating: 0, count: 512)
        guard unsafe copenvino_infer(handle, &words, words.count) else { throw .failed(RuntimeModel.text(words)) }
        guard let output = unsafe RuntimeTensor(outputOf: handle), output.element == .float else {
            throw .failed("the model's output is not floating-point numbers")
        }
        do throws(LayoutMismatch) {
            return try output.floats { (values) throws(LayoutMismatch) in try read(values, output.shape) }
        } catch { throw .failed(error.words) }
    }
}
