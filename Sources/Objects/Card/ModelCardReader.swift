internal import Base
package import StrictYAML

/// Reads model cards (`model: 1`).
package enum ModelCardReader {
    /// Keys of the file and of its parts, as the JSON Schema has them.
    package static let keys = [
        "model", "title", "layout", "input", "least_score", "most_overlap", "licence", "source", "files", "classes",
        "finds",
    ]
    package static let inputKeys = ["width", "height", "channels", "fit", "mean", "deviation"]
    package static let fileKeys = ["name", "sha256"]

    /// Reads and checks a card; the files it names are not opened.
    /// - Throws: all problems of the file, sorted by position; a refused class is one of them.
    package static func read(file: String) throws(Diagnostics) -> ModelCard { try YAMLFile.read(file, read) }

    /// The same for text in memory; `file` is only for messages.
    package static func read(text: String, file: String) throws(Diagnostics) -> ModelCard {
        try YAMLFile.read(text: text, file: file, read)
    }

    package static func read(_ root: YAMLValue) -> ModelCard? {
        guard let reader = root.named("the card").mapping(keys) else { return nil }
        reader.required("model", example: "1")?.formatVersion(1)
        let title = reader.required("title", example: "YOLOX-Nano")?.allowedText()
        let layout = reader.required("layout", example: "yolox")?.word(ModelCard.Layout.self)
        let input = reader.required("input", example: "{width: 416, height: 416}").flatMap(readInput)
        let leastScore = reader.optional("least_score")?.number(in: 0.01...1)
        let mostOverlap = reader.optional("most_overlap")?.number(in: 0...1)
        let licence = reader.required("licence", example: "Apache-2.0")?.text(limit: 200)
        let source = reader.optional("source")?.text(limit: 2000)
        let files = reader.required("files", example: "[{name: model.onnx, sha256: …}]").flatMap(readFiles)
        let names = reader.required("classes", example: "[person, bicycle, car]").flatMap(readNames)
        let finds = reader.required("finds", example: "{person: [person]}")
        guard let classes = finds.flatMap({ readFinds($0, names: names ?? []) }), let names, let title, let layout,
            let input, let licence, let files
        else { return nil }
        if let layout = input.misfit(layout) {
            return reader.value.problem(layout, mend: "give the size that the model was exported with")
        }
        return ModelCard(
            title: title, layout: layout, inputSize: input.size, channels: input.channels, fit: input.fit,
            mean: input.mean, deviation: input.deviation, leastScore: leastScore ?? 0.25,
            mostOverlap: mostOverlap ?? 0.45, licence: licence, source: source, files: files, classNames: names,
            classes: classes)
    }

    private struct Input {
        let size: PixelSize
        let channels: ModelCard.Channels
        let fit: ModelCard.Fit
        let mean: [Double]
        let deviation: [Double]

        /// The grids of YOLOX lie on whole cells of 32 pixels.
        func misfit(_ layout: ModelCard.Layout) -> String? {
            layout == .yolox && (size.width % 32 != 0 || size.height % 32 != 0)
                ? "the input of a yolox model is a multiple of 32 pixels wide and high" : nil
        }
    }

    private static func readInput(_ value: YAMLValue) -> Input? {
        guard let reader = value.mapping(inputKeys) else { return nil }
        let width = reader.required("width", example: "416")?.integer(in: 16...4096)
        let height = reader.required("height", example: "416")?.integer(in: 16...4096)
        let channels = reader.required("channels", example: "bgr")?.word(ModelCard.Channels.self)
        let fit = reader.optional("fit")?.word(ModelCard.Fit.self)
        let mean = reader.optional("mean")?.numbers(count: 3, in: -1000...1000)
        let deviation = reader.optional("deviation")?.numbers(count: 3, in: 0.001...1000)
        guard let width, let height, let channels else { return nil }
        return Input(
            size: PixelSize(width: width, height: height), channels: channels, fit: fit ?? .letterbox,
            mean: mean ?? [0, 0, 0], deviation: deviation ?? [1, 1, 1])
    }

    private static func readFiles(_ value: YAMLValue) -> [ModelCard.File]? {
        guard let items = value.list(count: 1...2, item: "file") else { return nil }
        let files = items.compactMap(readFile)
        guard files.count == items.count else { return nil }
        switch (files.first?.name.hasSuffix(".onnx"), files.first?.name.hasSuffix(".xml"), files.count) {
        case (true, _, 1): return files
        case (_, true, 2) where files[1].name.hasSuffix(".bin"): return files
        default:
            return value.problem(
                "the files are neither an ONNX nor an IR model", mend: "name one .onnx, or one .xml and then its .bin")
        }
    }

    private static func readFile(_ value: YAMLValue) -> ModelCard.File? {
        guard let reader = value.mapping(fileKeys) else { return nil }
        let name = reader.required("name", example: "model.onnx")?.allowedText()
        let hash = reader.required("sha256")?.text(limit: 64)
        guard let name, let hash else { return nil }
        guard !name.contains("/"), !name.hasPrefix("."), name.utf8.allSatisfy({ $0 > 32 && $0 != 127 }) else {
            return reader.optional("name")?.problem(
                "`name` must be the name of a file without directory or spaces", mend: "e.g. model.onnx")
        }
        guard hash.utf8.count == 64, hash.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else {
            return reader.optional("sha256")?.problem(
                "`sha256` must be 64 small hex digits", mend: "take them from `sha256sum \(name)`")
        }
        return ModelCard.File(name: name, sha256: hash)
    }
}

extension ModelCardReader {
    private static func readNames(_ value: YAMLValue) -> [String]? {
        guard let items = value.list(count: 1...2000, item: "class") else { return nil }
        let names = items.map { $0.allowedText() }
        for (index, item) in items.enumerated() {
            guard let name = names[index], names[..<index].contains(name) else { continue }
            item.problem("the class \"\(name)\" stands twice", mend: "give every class its own name")
        }
        return names.contains(nil) ? nil : names.compactMap(\.self)
    }

    /// What each class is, by its number.
    private static func readFinds(_ value: YAMLValue, names: [String]) -> [ObjectClass?]? {
        guard let reader = value.mapping(ObjectClass.allCases.map(\.rawValue)) else { return nil }
        var classes = [ObjectClass?](repeating: nil, count: names.count), isGood = true
        for objectClass in ObjectClass.allCases {
            for item in reader.optional(objectClass.rawValue)?.list(count: 1...2000, item: "class") ?? [] {
                guard let name = item.text(limit: 100) else { return nil }
                guard let index = names.firstIndex(of: name) else {
                    // Without the list of classes there is nothing to compare with, and that was said already.
                    if !names.isEmpty {
                        item.problem("the model has no class \"\(name)\"", mend: suggestion(for: name, among: names))
                    }
                    isGood = false
                    continue
                }
                if let other = classes[index] {
                    item.problem("\"\(name)\" is \(other.rawValue) already", mend: "name it once")
                    isGood = false
                }
                classes[index] = objectClass
            }
        }
        guard isGood, classes.contains(where: { $0 != nil }) else {
            return isGood ? value.problem("the model finds nothing", mend: "add e.g. `person: [person]`") : nil
        }
        return classes
    }
}

extension YAMLValue {
    /// A text in which nothing names a face, a number plate or a person's identity.
    fileprivate func allowedText() -> String? {
        guard let text = text(limit: 200) else { return nil }
        guard let word = RefusedWords.first(in: text) else { return text }
        return problem(
            "\"\(text)\" is refused for \"\(word)\": faces, number plates and identities have no place in Wayside",
            mend: "use a model without it")
    }
}
