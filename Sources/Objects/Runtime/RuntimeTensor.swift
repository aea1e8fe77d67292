internal import COpenVINO

/// Numbers that the runtime keeps: the input of a model, or an output after an inference. Valid as long as the model is, and
/// an output until the next inference; so it does not leave the functions of `RuntimeModel`.
@safe struct RuntimeTensor {
    /// What the numbers are.
    enum Element { case float, byte, other }

    let element: Element
    let shape: OutputShape
    private let memory: UnsafeMutableRawPointer
    private let count: Int

    /// The one input of a model; nil when it has not one of a fixed shape.
    init?(inputOf model: OpaquePointer) {
        var tensor = unsafe copenvino_tensor()
        guard unsafe copenvino_input(model, &tensor) else { return nil }
        unsafe self.init(tensor)
    }

    /// The output of a model that has run.
    init?(outputOf model: OpaquePointer) {
        var tensor = unsafe copenvino_tensor()
        guard unsafe copenvino_output(model, 0, &tensor) else { return nil }
        unsafe self.init(tensor)
    }

    private init?(_ tensor: copenvino_tensor) {
        guard let values = unsafe tensor.values else { return nil }
        unsafe memory = values
        count = unsafe tensor.count
        let type = unsafe tensor.type, dims = unsafe tensor.dims, rank = unsafe Int(tensor.rank)
        element = type == COPENVINO_FLOAT ? .float : type == COPENVINO_BYTE ? .byte : .other
        let all = [dims.0, dims.1, dims.2, dims.3, dims.4, dims.5, dims.6, dims.7]
        shape = OutputShape(dims: all.prefix(rank).map { Int($0) })
    }

    /// Lends the numbers for reading; only of floating-point ones.
    func floats<Result>(_ body: (Span<Float>) throws(LayoutMismatch) -> Result) throws(LayoutMismatch) -> Result {
        precondition(element == .float, "asked before")
        let buffer = unsafe UnsafeBufferPointer(start: memory.assumingMemoryBound(to: Float.self), count: count)
        return try body(unsafe buffer.span)
    }

    /// Lends the numbers for writing; only of floating-point ones.
    func writeFloats(_ body: (inout MutableSpan<Float>) -> Void) {
        precondition(element == .float, "asked before")
        let buffer = unsafe UnsafeMutableBufferPointer(start: memory.assumingMemoryBound(to: Float.self), count: count)
        var span = unsafe buffer.mutableSpan
        body(&span)
    }

    /// Writes numbers as the nearest bytes.
    func writeBytes(_ numbers: Span<Float>) {
        precondition(element == .byte && numbers.count == count, "asked before")
        let buffer = unsafe UnsafeMutableBufferPointer(start: memory.assumingMemoryBound(to: UInt8.self), count: count)
        var span = unsafe buffer.mutableSpan
        for index in span.indices { span[index] = UInt8(min(max(numbers[index].rounded(), 0), 255)) }
    }
}
