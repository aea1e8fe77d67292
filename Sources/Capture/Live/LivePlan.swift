package import Base

/// What a live source is made for.
package struct LivePlan: Sendable {
    /// How the device is named to people, e.g. `/dev/video0`.
    package var path: String
    /// Masks and smallest object of its pictures.
    package var camera: CameraSettings
    /// The working scale; nil takes the coarsest that the camera's smallest object allows.
    package var scale: WorkingScale?
    /// Whether the source starts without its camera and waits for it; else a camera that is not there is an error.
    package var isPatient: Bool
    package var limits: ImageLimits
    /// Whether the last picture's bytes are kept until the next one, so that an object finder can look at it.
    package var keepsPicture: Bool

    /// So many pictures may be complete and not yet looked at; of more, the oldest is dropped. At 30 a second that is 133 ms: a
    /// slow commit or a burst of other cameras costs no picture, and nothing is ever seen later than that. A live camera keeps
    /// at most half of its driver's buffers.
    package static let mostPending = 4

    /// Makes a plan.
    package init(
        path: String, camera: CameraSettings, scale: WorkingScale? = nil, isPatient: Bool = false,
        limits: ImageLimits = .standard, keepsPicture: Bool = false
    ) {
        (self.path, self.camera, self.scale) = (path, camera, scale)
        (self.isPatient, self.limits, self.keepsPicture) = (isPatient, limits, keepsPicture)
    }
}

/// How the pictures of one camera become frames of one size: the scale and the masks at that scale.
struct LiveGeometry {
    let pictureSize: PixelSize
    let scale: WorkingScale
    let masks: MaskRaster

    init(_ plan: LivePlan, pictureSize: PixelSize) {
        self.pictureSize = pictureSize
        scale = plan.scale ?? WorkingScale.coarsest(for: pictureSize, smallestObject: plan.camera.smallestObject)
        masks = MaskRaster(plan.camera.masks, size: scale.size(of: pictureSize))
    }

    var frameSize: PixelSize { masks.size }
}
