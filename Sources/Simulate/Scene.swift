public import Base

/// A scene: everything a recording is made of. The same scene gives the same bytes on every machine.
public struct Scene: Sendable {
    public var title: String
    public var seed: UInt64
    /// Size of the full picture.
    public var size = PixelSize(width: 640, height: 480)
    /// Frames per second.
    public var rate = 10.0
    public var duration_s: Double
    /// Wall-clock time of the first frame.
    public var start = Timestamp.recordingDefault
    public var view: CameraView
    public var light = SceneLight()
    public var weather = Weather()
    public var sensor = Sensor()
    public var setting = Setting()
    public var actors: [ActorScript] = []
    public var crowds: [CrowdScript] = []
    public var traffic: [TrafficScript] = []
    public var disturbances: [Disturbance] = []

    /// Makes an empty scene under its sky.
    public init(title: String, seed: UInt64, duration_s: Double, view: CameraView) {
        (self.title, self.seed, self.duration_s, self.view) = (title, seed, duration_s, view)
    }

    /// Frames from the first to the last.
    public var frameCount: Int { max(1, Int((duration_s * rate).rounded())) }

    /// Seconds from the first frame.
    public func seconds(ofFrame index: Int) -> Double { Double(index) / rate }

    /// When a frame (from 0) is taken; nil behind the last.
    public func time(ofFrame index: Int) -> Timestamp? {
        index < frameCount ? start.advanced(bySeconds: seconds(ofFrame: index)) : nil
    }
}

/// The light of a scene and how it changes.
public struct SceneLight: Hashable, Sendable {
    public var sun = Sunlight(azimuth_deg: 140, elevation_deg: 50, strength: 0.45)
    /// Brightness of the whole picture, 1 ordinary; 0.3 is a lit street at night.
    public var level = 1.0
    public var changes: [LightChange] = []
    /// Share of the sun that drifting clouds take at most, 0 ... 1, and the mean seconds from cloud to cloud.
    public var clouds = 0.0
    public var cloudPeriod_s = 25.0
    /// Whether the camera corrects its exposure after a change, in steps.
    public var autoExposure = false

    /// Makes ordinary daylight.
    public init() {}
}

/// The light becomes `factor` times the ordinary, from `at_s` on, within `over_s`.
public struct LightChange: Hashable, Sendable {
    public var at_s: Double
    public var factor: Double
    public var over_s: Double
    /// Makes a change; `over_s` 0 is a switch.
    public init(at_s: Double, factor: Double, over_s: Double = 0) {
        (self.at_s, self.factor, self.over_s) = (at_s, factor, over_s)
    }
}

/// Wind, rain and wet ground, each 0 none ... 1 strong.
public struct Weather: Hashable, Sendable {
    public var wind = 0.0
    public var rain = 0.0
    public var wet = 0.0
    /// Makes a calm dry day.
    public init() {}
}

/// The sensor and how firmly it is held.
public struct Sensor: Hashable, Sendable {
    /// Standard deviation of the noise of one pixel, in luma steps.
    public var noise_luma = 1.5
    /// Standard deviation of the noise of its colour differences, in steps.
    public var noise_chroma = 0.0
    /// Amplitude of the vibration in pixels of the full picture; fractions of a pixel are rendered.
    public var shake_px = 0.0
    /// Makes a good sensor on a firm mount.
    public init() {}
}

/// Something that happens to the camera itself; truth has it as `camera-tampered`.
public struct Disturbance: Hashable, Sendable {
    public var reason: TamperReason
    public var from_s: Double
    /// When it is over; nil when it lasts to the end.
    public var to_s: Double?
    /// How long it takes to come and to go (not for `moved` and `frozen`).
    public var fade_s = 0.4
    /// `blurred`: radius in pixels. `moved`: degrees to the right. Others: 0 ... 1.
    public var amount: Double

    /// Makes a disturbance with the amount that is usual for its reason.
    public init(reason: TamperReason, from_s: Double, to_s: Double?, amount: Double? = nil) {
        (self.reason, self.from_s, self.to_s) = (reason, from_s, to_s)
        self.amount = amount ?? (reason == .blurred ? 6 : reason == .moved ? 14 : 1)
    }

    /// How much of it there is at a time, 0 ... 1.
    func share(at time_s: Double) -> Double {
        guard time_s >= from_s, time_s < (to_s ?? .infinity) else { return 0 }
        guard fade_s > 0, reason != .moved, reason != .frozen else { return 1 }
        return min(1, (time_s - from_s) / fade_s + 0.25, to_s.map { ($0 - time_s) / fade_s } ?? 1)
    }
}
