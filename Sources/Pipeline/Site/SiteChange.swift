import Base
package import Settings

/// What a new configuration changes in a site that runs: a comparison, no action.
package struct SiteChange: Hashable, Sendable {
    /// Cameras that run on untouched, in the order of the new file.
    package let kept: [String]
    /// Cameras to stop: they are gone, or start again with other settings.
    package let stopped: [String]
    /// Cameras to start, in the order of the new file.
    package let started: [SiteConfiguration.Camera]
    /// What cannot be changed while running, one clause each; the whole change is then refused.
    package let refused: [String]

    /// - Parameter failed: cameras that have given up; they start again even when nothing about them has changed.
    package init(from old: SiteConfiguration, to new: SiteConfiguration, failed: Set<String> = []) {
        let before = Dictionary(uniqueKeysWithValues: old.cameras.map { ($0.settings.id, $0) })
        let isKept = { (camera: SiteConfiguration.Camera) in
            before[camera.settings.id] == camera && !failed.contains(camera.settings.id)
        }
        kept = new.cameras.filter(isKept).map(\.settings.id)
        started = new.cameras.filter { !isKept($0) }
        let kept = Set(kept)
        stopped = old.cameras.map(\.settings.id).filter { !kept.contains($0) }
        refused = SiteChange.refusals(old, new)
    }

    private static func refusals(_ old: SiteConfiguration, _ new: SiteConfiguration) -> [String] {
        var words: [String] = []
        if old.site.id != new.site.id {
            words.append("`site.id` is now \(new.site.id), it was \(old.site.id)")
        }
        if old.storage.directory != new.storage.directory || old.storage.isNamed != new.storage.isNamed {
            words.append("`storage.directory` is now \(new.storage.directory), it was \(old.storage.directory)")
        }
        if old.storage.pictures != new.storage.pictures { words.append("`storage.pictures` has changed") }
        if old.serve != new.serve { words.append("`serve` has changed") }
        if old.objects != new.objects { words.append("`objects` has changed") }
        if old.mqtt != new.mqtt { words.append("`mqtt` has changed") }
        if old.webhooks != new.webhooks { words.append("`webhooks` has changed") }
        if old.alarms != new.alarms { words.append("`alarms` has changed") }
        return words
    }

    /// E.g. `1 camera unchanged, started bay, stopped yard`; a camera that starts again is in both lists.
    package var words: String {
        var words = ["\(kept.count) \(kept.count == 1 ? "camera" : "cameras") unchanged"]
        let starting = started.map(\.settings.id), stopping = stopped.filter { !starting.contains($0) }
        if !starting.isEmpty { words.append("started \(starting.joined(separator: ", "))") }
        if !stopping.isEmpty { words.append("stopped \(stopping.joined(separator: ", "))") }
        return words.joined(separator: ", ")
    }
}
