import Base

/// What one frame of calibrated ground says about an object: how tall, how wide and how fast it is, in metres.
///
/// An upright object that stands at its anchor is about as far away as the ground there, so that the ground's scale across
/// the picture is the object's own. The scale along the picture tells the angle at which the camera looks down there, hence
/// how much upright heights are foreshortened. This holds for a camera without roll, a lens without much distortion and
/// square pixels, to about a tenth out to 30 degrees from the optical axis, and only for what stands on the ground: what
/// jumps, climbs or shows its upper half over a wall is measured too far away and too large.
struct BodyMeasure: Sendable {
    let height_m: Double
    let width_m: Double
    /// Nil while the object has not been followed for long enough to tell.
    let speed: GroundSpeed.Estimate?
    /// Moves rather across the picture than towards the camera or away, so that its width is its length.
    let goesAcross: Bool

    /// Seen from more steeply than 60 degrees an upright object is mostly its own shoulders.
    static let leastUpright = 0.5

    /// Nil where the ground is not known, or is seen from too steeply above.
    /// - Parameter aspect: width of the picture divided by its height.
    init?(_ course: Course, speed: GroundSpeed.Estimate?, on plane: GroundPlane, aspect: Double) {
        guard let scale = plane.scale(at: course.anchor) else { return nil }
        let across = scale.across.length
        guard across > 0 else { return nil }
        // Metres along the ground, square to the way across, for the picture's height.
        let along = abs(Point.cross(scale.across, scale.along)) / across
        // Sine of the angle at which the ground is looked down upon: so much shorter is a way along it than one across.
        let sine = across / (along * aspect)
        guard sine < 1 else { return nil }
        let upright = (1 - sine * sine).squareRoot()
        guard upright >= BodyMeasure.leastUpright else { return nil }
        (height_m, width_m) = (course.box.height * across / aspect / upright, course.box.width * across)
        self.speed = speed
        goesAcross = abs(course.velocity.x / aspect) * across >= 0.7 * (speed?.speed_mps ?? 0)
    }

    /// What it looks like, by this frame alone; nil for nothing in particular.
    var looksLike: ObjectClass? {
        if isPerson { return .person }
        return isVehicle ? .vehicle : nil
    }

    /// Whether nothing of this size can be of the class: then something else is followed than what had the votes, which
    /// happens when a car drives past a walker and takes the walker's track along.
    func rulesOut(_ objectClass: ObjectClass) -> Bool {
        switch objectClass {
        case .person: width_m > 1.8 || height_m > 2.6
        case .vehicle: width_m < 1.2 && height_m < 2.2
        default: false
        }
    }

    /// Upright, as large as a person from a child on, and walking or running. What stands still may be a post or a door.
    private var isPerson: Bool {
        guard let speed else { return false }
        return (1.0...2.2).contains(height_m) && (0.3...1.2).contains(width_m) && height_m >= 1.3 * width_m
            && speed.speed_mps >= 0.4 && speed.speed_mps + speed.doubt_mps <= 4
    }

    /// Longer than any person and faster than a group that walks abreast; or, towards the camera and away, wider than a
    /// rider and faster than a runner.
    private var isVehicle: Bool {
        guard let speed else { return false }
        let sure_mps = speed.speed_mps - speed.doubt_mps
        if width_m >= 2.5, sure_mps >= 3 { return true }
        return !goesAcross && (width_m > 1.2 || height_m > 2.2) && sure_mps >= 8
    }
}
