/// A scene as one camera pose sees it: the backdrop, the leaves, and how moving things are put into it.
struct Stage: Sendable {
    let view: CameraView
    let camera: PinholeCamera
    let backdrop: Backdrop
    private let light: Sunlight
    private let caster: RayCaster
    private let foliage: [Foliage]

    init(_ scene: Scene, view: CameraView) {
        self.view = view
        light = scene.light.sun
        camera = PinholeCamera(view: view, size: scene.size)
        backdrop = Backdrop(camera: camera, setting: scene.setting, light: light, seed: scene.seed)
        let surface = Surface(setting: scene.setting, seed: scene.seed)
        caster = RayCaster(setting: scene.setting, surface: surface, sun: light.direction)
        let camera = self.camera, light = self.light
        foliage = scene.setting.trees.enumerated().compactMap { number, tree in
            var random = SeededRandom(seed: scene.seed, purpose: Purpose.foliage, number: number)
            return Foliage(tree, camera: camera, light: light, noise: surface.noise, phase: random.value(in: 0...6.28))
        }
    }

    /// Puts the still picture onto the canvas, dimmed where a cloud takes the sun.
    func drawBackdrop(on canvas: inout Canvas, cloud: Float) {
        canvas.luma = backdrop.luma
        canvas.nearness = backdrop.nearness
        if canvas.coloured { (canvas.cb, canvas.cr) = (backdrop.cb, backdrop.cr) }
        guard cloud > 0.002 else { return }
        let taken = Int(cloud * 256)
        let sun = backdrop.sunShare.span
        var plane = canvas.luma.mutableSpan
        for i in plane.indices {
            let value = Int(plane[i])
            plane[i] = UInt8((value * 65_280 - value * Int(sun[i]) * taken + 32_640) / 65_280)
        }
    }

    /// Draws shadows, then everything that moves, from far to near.
    func drawMoving(_ cast: Cast, _ scene: Scene, at t: Double, cloud: Float, on canvas: inout Canvas) {
        let figures = cast.figures(at: t).filter { isNear($0) }
        castShadows(figures, cloud: cloud, on: &canvas)
        let dimming = cloud * Float(light.strength)
        if scene.weather.wet > 0 {
            for figure in figures {
                figure.reflect(
                    on: &canvas, camera, lighting(figure.at, cloud), strength: Float(0.35 * scene.weather.wet))
            }
        }
        var crowns = foliage.sorted { $0.depth_m > $1.depth_m }[...]
        let ordered = figures.map {
            (figure: $0, depth: dot(Vector($0.at.x, 0, $0.at.z) - camera.position, camera.forward))
        }
        .sorted { $0.depth > $1.depth }
        for (figure, depth) in ordered {
            while let crown = crowns.first, crown.depth_m > depth {
                crown.draw(on: &canvas, wind: scene.weather.wind, time_s: t, dimming: dimming)
                crowns.removeFirst()
            }
            figure.draw(on: &canvas, camera, lighting(figure.at, cloud))
        }
        for crown in crowns { crown.draw(on: &canvas, wind: scene.weather.wind, time_s: t, dimming: dimming) }
    }

    /// Whether a figure stands near enough to what the camera sees to be drawn at all.
    private func isNear(_ figure: Figure) -> Bool {
        let p = Vector(figure.at.x, 1, figure.at.z) - camera.position
        let depth = dot(p, camera.forward)
        return depth > -6 && depth < 300 && abs(dot(p, camera.right)) < max(depth, 0) * 1.6 + 12
    }

    private func lighting(_ at: GroundPoint, _ cloud: Float) -> FigureLighting {
        let shade = caster.shadow(at: Vector(at.x, 0.9, at.z), jitter: Vector(0, 0, 0))
        return FigureLighting(sun: light, shadow: 1 - (1 - shade) * (1 - cloud), camera: camera)
    }

    private func castShadows(_ figures: [Figure], cloud: Float, on canvas: inout Canvas) {
        guard light.strength > 0.02, cloud < 0.98 else { return }
        for figure in figures { figure.cast(on: &canvas, camera, light) }
        darken(
            &canvas.luma, &canvas.shade,
            canvas.shadeRows.lowerBound * canvas.width..<canvas.shadeRows.upperBound * canvas.width, cloud)
        canvas.shadeRows = 0..<0
    }

    /// Takes what the sun adds beyond the cloud, times the depth of the shade, and clears the shade for the next frame.
    private func darken(_ luma: inout [UInt8], _ shades: inout [UInt8], _ range: Range<Int>, _ cloud: Float) {
        let sun = backdrop.sunShare.span, ground = backdrop.ground.span
        let left = Int((1 - cloud) * 256)
        var shade = shades.mutableSpan
        var plane = luma.mutableSpan
        for i in range where shade[i] > 0 {
            if ground[i] > 0 {
                let value = Int(plane[i]), taken = Int(sun[i]) * Int(shade[i]) * left
                plane[i] = UInt8(max(0, value - value * taken / (255 * 255 * 256)))
            }
            shade[i] = 0
        }
    }
}
