internal import Foundation
internal import StrictYAML

/// The directory of models: for each a directory of its name, with `card.yaml` and the files of the card.
package struct ModelStore: Sendable {
    package static let cardName = "card.yaml"

    package let directory: String

    /// Opens a store; the directory need not exist.
    /// - Parameter directory: nil is `models` in the person's own data directory.
    package init(directory: String?, environment: [String: String]) {
        self.directory = directory ?? DataDirectory.path(environment) + "/models"
    }

    /// Names of the models, in order; whatever has no card is none.
    package var names: [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return all.filter { ModelStore.isName($0) && FileManager.default.fileExists(atPath: card($0)) }.sorted()
    }

    private func card(_ name: String) -> String { "\(directory)/\(name)/\(ModelStore.cardName)" }

    /// Reads and proves a model.
    package func model(_ name: String) throws(ModelError) -> StoredModel {
        guard ModelStore.isName(name), names.contains(name) else {
            let near = nearest(to: name, among: names).map { "did you mean \"\($0)\"?" }
            throw .problem(
                .missing, what: "there is no model \"\(name)\"", place: directory,
                mend: near ?? "add one with `wayside model add`, or name its directory with --models")
        }
        return try StoredModel(name: name, directory: directory + "/" + name, card: card(name))
    }

    /// Whether a text can be a model's name: as an id in any other file.
    package static func isName(_ text: String) -> Bool {
        text.wholeMatch(of: /[a-z0-9][a-z0-9-]{0,63}/) != nil
    }
}

extension ModelStore {
    /// Copies a model with its card into the store; a model that is there already under this name is left alone when it is
    /// the same.
    ///
    /// Everything is proved before, and put in place by one renaming, so that a model is there whole or not at all.
    /// - Parameters:
    ///   - file: the model's first file; a second one of its card lies beside it.
    ///   - card: the card's file.
    ///   - name: nil takes the card's file name without its ending.
    /// - Returns: the model as it is kept, and whether it is new.
    package func add(file: String, card: String, name: String?) throws(ModelError) -> (model: StoredModel, isNew: Bool)
    {
        let name = name ?? (card as NSString).lastPathComponent.replacing(/\.[a-z]+$/, with: "")
        guard ModelStore.isName(name) else {
            throw .problem(
                .unfit, what: "\"\(name)\" cannot be a model's name", place: card,
                mend: "give --name with small letters, digits and hyphens")
        }
        let parent = (file as NSString).deletingLastPathComponent
        let given = try StoredModel(name: name, directory: parent.isEmpty ? "." : parent, card: card)
        guard given.card.files[0].name == (file as NSString).lastPathComponent else {
            throw .problem(
                .unfit, what: "the card is about \(given.card.files[0].name)", place: file,
                mend: "give that file, or another card")
        }
        if names.contains(name) {
            if let kept = try? model(name), kept.card == given.card { return (kept, false) }
            throw .problem(
                .cannotKeep, what: "there is another model of this name", place: directory + "/" + name,
                mend: "give another --name, or remove that directory first")
        }
        do { try copy(given, card: card) } catch {
            throw .problem(
                .cannotKeep, what: "the model cannot be kept: \(error.localizedDescription)", place: directory,
                mend: "check the directory's rights and the room on its disk")
        }
        return (try model(name), true)
    }

    private func copy(_ model: StoredModel, card: String) throws {
        let files = FileManager.default
        let half = "\(directory)/.\(model.name).\(ProcessInfo.processInfo.processIdentifier)"
        try files.createDirectory(atPath: half, withIntermediateDirectories: true)
        defer { try? files.removeItem(atPath: half) }
        for path in model.paths {
            try files.copyItem(atPath: path, toPath: half + "/" + (path as NSString).lastPathComponent)
        }
        try files.copyItem(atPath: card, toPath: half + "/" + ModelStore.cardName)
        try files.moveItem(atPath: half, toPath: directory + "/" + model.name)
    }
}
