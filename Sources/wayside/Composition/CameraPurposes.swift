import Base
import Settings
import Ledger
import Score

/// What cameras are for and what their data may be used for, as far as somebody has said so, for the ledger to enter.
struct CameraPurposes {
    private(set) var entries: [(camera: Subject, purpose: PurposeEntry)] = []

    /// Of all cameras of a site.
    init(_ site: SiteConfiguration) {
        for camera in site.cameras { add(camera.settings, site: site.site.id, within: site) }
    }

    /// Of one camera.
    /// - Parameter within: the configuration it is seen with, whose purpose and uses hold where the camera has none.
    init(_ camera: CameraSettings, site: String, within: SiteConfiguration?) { add(camera, site: site, within: within) }

    private mutating func add(_ camera: CameraSettings, site: String, within: SiteConfiguration?) {
        let text = camera.purpose ?? within?.purpose, uses = camera.uses ?? within?.uses
        // Nothing was said: the usual uses hold, or what was entered before.
        guard text != nil || uses != nil else { return }
        entries.append(
            (
                camera: Subject(source: site + "/" + camera.id, id: camera.id),
                purpose: PurposeEntry(text: text ?? "", uses: uses ?? DataUse.usual)
            ))
    }
}
