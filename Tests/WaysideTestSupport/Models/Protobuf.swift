/// As much of ONNX's protobuf as a model of three nodes needs (onnx.proto3, IR version 8, opset 13).
enum Protobuf {
    static func model(_ graph: [UInt8]) -> [UInt8] {
        number(1, 8) + message(7, graph) + message(8, text(1, "") + number(2, 13))
    }

    static func graph(
        nodes: [[UInt8]], floats: [(name: String, dims: [Int], values: [Float])],
        input: (name: String, dims: [Int]), output: (name: String, dims: [Int])
    ) -> [UInt8] {
        nodes.flatMap { message(1, $0) } + text(2, "tiny")
            + floats.flatMap { message(5, tensor($0.name, $0.dims, $0.values)) }
            + message(11, value(input.name, input.dims)) + message(12, value(output.name, output.dims))
    }

    static func node(
        _ type: String, _ inputs: [String], _ outputs: [String], ints: [String: [Int]] = [:], int: [String: Int] = [:]
    ) -> [UInt8] {
        inputs.flatMap { text(1, $0) } + outputs.flatMap { text(2, $0) } + text(4, type)
            + ints.flatMap { name, values in
                message(5, text(1, name) + values.flatMap { number(8, $0) } + number(20, 7))
            } + int.flatMap { name, value in message(5, text(1, name) + number(3, value) + number(20, 2)) }
    }

    private static func tensor(_ name: String, _ dims: [Int], _ values: [Float]) -> [UInt8] {
        let raw = values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) } }
        return dims.flatMap { number(1, $0) } + number(2, 1) + text(8, name) + message(9, raw)
    }

    private static func value(_ name: String, _ dims: [Int]) -> [UInt8] {
        let shape = dims.flatMap { message(1, number(1, $0)) }
        return text(1, name) + message(2, message(1, number(1, 1) + message(2, shape)))
    }

    private static func text(_ field: Int, _ text: String) -> [UInt8] { message(field, Array(text.utf8)) }
    private static func message(_ field: Int, _ bytes: [UInt8]) -> [UInt8] {
        varint(field << 3 | 2) + varint(bytes.count) + bytes
    }
    private static func number(_ field: Int, _ value: Int) -> [UInt8] { varint(field << 3) + varint(value) }

    private static func varint(_ value: Int) -> [UInt8] {
        var rest = UInt(value), bytes: [UInt8] = []
        repeat {
            bytes.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
            rest >>= 7
        } while rest > 0
        return bytes
    }
}
