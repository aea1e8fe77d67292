import Base

/// Draws the frames of a scene. Any frame can be asked for at any time; the same scene and number give the same bytes.
///
/// Cost: the backdrop once per camera pose (about a second for 640 x 480), then a few milliseconds per frame.
public struct SceneRenderer: ~Copyable {
    public let scene: Scene
    let cast: Cast
    private let lights: LightCurve
    private let noise: SensorNoise
    private let blueNoise: SensorNoise
    private let redNoise: SensorNoise
    private let rain: Rain
    private let texture: ValueNoise
    private var stages: [Stage] = []
    private var canvas: Canvas
    private var scratch: [UInt8]

    /// Makes a renderer.
    /// - Parameter coloured: draw chroma too; needed for `renderRGB`.
    public init(_ scene: Scene, coloured: Bool = false) {
        self.scene = scene
        cast = Cast(scene)
        lights = LightCurve(scene)
        noise = SensorNoise(sigma: scene.sensor.noise_luma, seed: scene.seed)
        blueNoise = SensorNoise(sigma: scene.sensor.noise_chroma, seed: scene.seed &+ Purpose.blueNoise)
        redNoise = SensorNoise(sigma: scene.sensor.noise_chroma, seed: scene.seed &+ Purpose.redNoise)
        rain = Rain(amount: scene.weather.rain, seed: scene.seed)
        texture = ValueNoise(seed: scene.seed &+ Purpose.cover)
        canvas = Canvas(width: scene.size.width, height: scene.size.height, coloured: coloured)
        scratch = Array(repeating: 0, count: scene.size.count)
    }

    /// Draws a frame and writes its luma, `width * height` samples row by row.
    public mutating func renderLuma(frame index: Int, into plane: inout [UInt8]) {
        draw(index)
        plane = canvas.luma
    }

    /// Draws a frame and lends its luma.
    mutating func withLuma<R>(frame index: Int, _ body: (Span<UInt8>) -> R) -> R {
        draw(index)
        return body(canvas.luma.span)
    }

    /// Draws a frame and writes red, green, blue, 3 bytes per pixel row by row, after JFIF's conversion.
    public mutating func renderRGB(frame index: Int, into pixels: inout [UInt8]) {
        precondition(canvas.coloured, "a renderer made without colour has no colour to give")
        draw(index)
        pixels.removeAll(keepingCapacity: true)
        pixels.reserveCapacity(canvas.luma.count * 3)
        for i in canvas.luma.indices {
            let y = Float(canvas.luma[i]), cb = Float(canvas.cb[i]) - 128, cr = Float(canvas.cr[i]) - 128
            pixels.append(byte(y + 1.402 * cr))
            pixels.append(byte(y - 0.344_136 * cb - 0.714_136 * cr))
            pixels.append(byte(y + 1.772 * cb))
        }
    }

    private mutating func draw(_ index: Int) {
        precondition(index >= 0 && index < scene.frameCount, "frames are numbered from 0")
        let shown = scene.shownFrame(index)
        let t = scene.seconds(ofFrame: shown)
        let stage = prepareStage(scene.view(at: t))
        let cloud = lights.cloud[shown]
        stages[stage].drawBackdrop(on: &canvas, cloud: cloud)
        stages[stage].drawMoving(cast, scene, at: t, cloud: cloud, on: &canvas)
        rain.draw(on: &canvas, ground: stages[stage].backdrop.ground, frame: shown)
        finish(shown, t)
    }

    /// What lens, sensor and light do to the drawn picture.
    private mutating func finish(_ frame: Int, _ t: Double) {
        var gain = lights.gain[frame], blur = 0.0, cover = 0.0
        for disturbance in scene.disturbances {
            let share = disturbance.share(at: t)
            switch disturbance.reason {
            case .dark: gain *= Float(1 - 0.95 * share * disturbance.amount)
            case .bright: gain *= Float(1 + 4 * share * disturbance.amount)
            case .blurred: blur = max(blur, share * disturbance.amount)
            case .covered: cover = max(cover, share * disturbance.amount)
            case .moved, .frozen: break
            }
        }
        let (width, height) = (canvas.width, canvas.height)
        Optics.gain(&canvas.luma, gain)
        if canvas.coloured {
            let left = Float(1 - min(1, cover))
            Optics.saturation(&canvas.cb, min(1, gain) * left)
            Optics.saturation(&canvas.cr, min(1, gain) * left)
        }
        Optics.blur(&canvas.luma, scratch: &scratch, width: width, height: height, radius: Int(blur.rounded()))
        let (dx, dy) = scene.vibration(frame)
        Optics.shift(&canvas.luma, scratch: &scratch, width: width, height: height, dx: dx, dy: dy)
        Optics.cover(&canvas.luma, width: width, height: height, share: cover, noise: texture)
        noise.add(to: &canvas.luma, width: width, height: height, frame: frame)
        if canvas.coloured {
            blueNoise.add(to: &canvas.cb, width: width, height: height, frame: frame)
            redNoise.add(to: &canvas.cr, width: width, height: height, frame: frame)
        }
    }

    /// The stage for a camera pose, made when it is first needed.
    private mutating func prepareStage(_ view: CameraView) -> Int {
        if let known = stages.firstIndex(where: { $0.view == view }) { return known }
        stages.append(Stage(scene, view: view))
        return stages.count - 1
    }
}

extension Scene {
    /// While the picture is frozen, the frame in which it froze.
    func shownFrame(_ index: Int) -> Int {
        let t = seconds(ofFrame: index)
        for disturbance in disturbances where disturbance.reason == .frozen && disturbance.share(at: t) > 0 {
            return max(0, min(index, Int((disturbance.from_s * rate).rounded())))
        }
        return index
    }

    /// The camera's pose at a time; it differs from `view` while the camera is turned away.
    func view(at time_s: Double) -> CameraView {
        var turned = view
        for disturbance in disturbances where disturbance.reason == .moved && disturbance.share(at: time_s) > 0 {
            turned.yaw_deg += disturbance.amount
            turned.pitch_deg += disturbance.amount * 0.25
        }
        return turned
    }

    /// Shift of the picture by the vibration of the mount: a swing of about 3 Hz and a smaller one at random.
    func vibration(_ frame: Int) -> (dx: Double, dy: Double) {
        guard sensor.shake_px > 0 else { return (0, 0) }
        var random = SeededRandom(seed: seed, purpose: Purpose.shake, number: frame)
        let t = seconds(ofFrame: frame), phase = Double(seed % 628) / 100
        return (
            sensor.shake_px * (0.7 * Angle.sine(19.3 * t + phase) + 0.3 * (random.unit() * 2 - 1)),
            sensor.shake_px * (0.6 * Angle.sine(23.9 * t + 2 * phase) + 0.4 * (random.unit() * 2 - 1))
        )
    }
}
