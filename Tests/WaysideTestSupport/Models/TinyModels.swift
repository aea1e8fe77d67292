import Foundation

/// Models of a few numbers, written by hand: what they find is fixed, and its score is how bright the picture is, 0...1.
package struct TinyModel {
    /// A directory with the card and the files; it goes with `remove`.
    package let directory: String
    package let card: String
    package let file: String

    /// Takes the files away.
    package func remove() { try? FileManager.default.removeItem(atPath: directory) }

    /// An SSD as an IR of version 11 for 32 x 16 pixels, which finds a person in the left half and something at the right.
    package static func ssd() throws -> TinyModel {
        let rows: [Float] = [0, 1, 0, 0, 0, 0.5, 1] + [0, 2, 0, 0.75, 0.25, 1, 0.5]
        let slopes: [Float] = [0, 0, 1 / 255, 0, 0, 0, 0] + [0, 0, 0.5 / 255, 0, 0, 0, 0]
        let weights = bytes([1, 2, 3] as [Int64]) + bytes(slopes) + bytes(rows)
        let numbers = "<port id=\"P\" precision=\"FP32\"><dim>1</dim><dim>1</dim><dim>2</dim><dim>7</dim></port>"
        func port(_ id: Int, _ text: String) -> String { text.replacing("\"P\"", with: "\"\(id)\"") }
        let one = "<port id=\"P\" precision=\"FP32\"><dim>1</dim><dim>1</dim><dim>1</dim><dim>1</dim></port>"
        let picture = "<port id=\"P\" precision=\"FP32\"><dim>1</dim><dim>3</dim><dim>16</dim><dim>32</dim></port>"
        let axes = "<port id=\"P\" precision=\"I64\"><dim>3</dim></port>"
        func constant(_ id: Int, _ type: String, _ shape: String, _ offset: Int, _ size: Int, _ out: String) -> String {
            "<layer id=\"\(id)\" name=\"c\(id)\" type=\"Const\" version=\"opset1\"><data element_type=\"\(type)\" "
                + "shape=\"\(shape)\" offset=\"\(offset)\" size=\"\(size)\"/><output>\(port(0, out))</output></layer>"
        }
        func node(_ id: Int, _ type: String, _ a: String, _ b: String, _ out: String, _ data: String = "") -> String {
            "<layer id=\"\(id)\" name=\"n\(id)\" type=\"\(type)\" version=\"opset1\">\(data)<input>\(port(0, a))"
                + "\(port(1, b))</input><output>\(port(2, out))</output></layer>"
        }
        let layers = [
            "<layer id=\"0\" name=\"picture\" type=\"Parameter\" version=\"opset1\"><data shape=\"1,3,16,32\" "
                + "element_type=\"f32\"/><output>\(port(0, picture))</output></layer>",
            constant(1, "i64", "3", 0, 24, axes), constant(2, "f32", "1,1,2,7", 24, 56, numbers),
            constant(3, "f32", "1,1,2,7", 80, 56, numbers),
            node(4, "ReduceMean", picture, axes, one, "<data keep_dims=\"true\"/>"),
            node(5, "Multiply", one, numbers, numbers), node(6, "Add", numbers, numbers, numbers),
            "<layer id=\"7\" name=\"found\" type=\"Result\" version=\"opset1\"><input>\(port(0, numbers))</input></layer>",
        ]
        let edges = [(0, 0, 4, 0), (1, 0, 4, 1), (4, 2, 5, 0), (2, 0, 5, 1), (5, 2, 6, 0), (3, 0, 6, 1), (6, 2, 7, 0)]
            .map { "<edge from-layer=\"\($0.0)\" from-port=\"\($0.1)\" to-layer=\"\($0.2)\" to-port=\"\($0.3)\"/>" }
        let xml =
            "<?xml version=\"1.0\"?><net name=\"tiny\" version=\"11\"><layers>\(layers.joined())</layers>"
            + "<edges>\(edges.joined())</edges></net>"
        return try made(
            "ssd", width: 32, height: 16, fit: "stretch", classes: "[background, walker, crate]",
            finds: "{person: [walker], object: [crate]}",
            files: [("tiny.xml", Array(xml.utf8)), ("tiny.bin", weights)])
    }

    /// A YOLOX as ONNX for 32 x 32 pixels, with one vehicle of 16 x 8 pixels about the centre of the input.
    package static func yolox() throws -> TinyModel {
        // 16 cells of 8 pixels, 4 of 16, 1 of 32; each x, y, log w, log h, objectness, two classes.
        var numbers = [Float](repeating: 0, count: 21 * 7), slopes = numbers
        numbers.replaceSubrange(16 * 7..<17 * 7, with: [1, 1, 0, Float(log(0.5)), 0, 0, 1])
        slopes[16 * 7 + 4] = 1 / 255
        let mean = Protobuf.node(
            "ReduceMean", ["picture"], ["mean"], ints: ["axes": [1, 2, 3]], int: ["keepdims": 0])
        let graph = Protobuf.graph(
            nodes: [
                mean, Protobuf.node("Mul", ["mean", "slopes"], ["a"]),
                Protobuf.node("Add", ["a", "numbers"], ["found"]),
            ],
            floats: [("slopes", [1, 21, 7], slopes), ("numbers", [1, 21, 7], numbers)],
            input: ("picture", [1, 3, 32, 32]), output: ("found", [1, 21, 7]))
        return try made(
            "yolox", width: 32, height: 32, fit: "letterbox", classes: "[walker, cart]", finds: "{vehicle: [cart]}",
            files: [("tiny.onnx", Protobuf.model(graph))])
    }

    private static func made(
        _ layout: String, width: Int, height: Int, fit: String, classes: String, finds: String,
        files: [(name: String, bytes: [UInt8])]
    ) throws -> TinyModel {
        let directory = NSTemporaryDirectory() + "wayside-model-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        for file in files {
            try Data(file.bytes).write(to: URL(fileURLWithPath: directory + "/" + file.name))
        }
        let listed = files.map { "  - {name: \($0.name), sha256: \(SHA256Text.of($0.bytes))}\n" }.joined()
        let card = """
            model: 1
            title: Tiny \(layout)
            layout: \(layout)
            input: {width: \(width), height: \(height), channels: rgb, fit: \(fit)}
            least_score: 0.2
            licence: none needed
            files:
            \(listed)classes: \(classes)
            finds: \(finds)

            """
        try Data(card.utf8).write(to: URL(fileURLWithPath: directory + "/tiny-\(layout).yaml"))
        return TinyModel(
            directory: directory, card: directory + "/tiny-\(layout).yaml", file: directory + "/" + files[0].name)
    }

    private static func bytes<Number>(_ numbers: [Number]) -> [UInt8] {
        unsafe numbers.withUnsafeBytes { unsafe Array($0) }
    }
}
