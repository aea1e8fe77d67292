/// One actor in one frame, ready to be drawn.
struct Figure {
    /// What is drawn.
    enum Body {
        case person(PersonFigure)
        case vehicle(VehicleFigure)
        case bag(BagFigure)
    }

    let at: GroundPoint
    let body: Body

    /// Draws it.
    func draw(on canvas: inout Canvas, _ camera: PinholeCamera, _ lighting: FigureLighting) {
        switch body {
        case .person(let person): person.draw(on: &canvas, camera, lighting)
        case .vehicle(let vehicle): vehicle.draw(on: &canvas, camera, lighting)
        case .bag(let bag): bag.draw(on: &canvas, camera, lighting)
        }
    }

    /// Draws its mirror image on wet ground.
    func reflect(on canvas: inout Canvas, _ camera: PinholeCamera, _ lighting: FigureLighting, strength: Float) {
        switch body {
        case .person(let person): person.reflect(on: &canvas, camera, lighting, strength: strength)
        case .vehicle(let vehicle): vehicle.reflect(on: &canvas, camera, lighting, strength: strength)
        case .bag: break
        }
    }

    /// Casts its shadow.
    func cast(on canvas: inout Canvas, _ camera: PinholeCamera, _ sun: Sunlight) {
        switch body {
        case .person(let person): person.cast(on: &canvas, camera, sun)
        case .vehicle(let vehicle): vehicle.cast(on: &canvas, camera, sun)
        case .bag(let bag): bag.cast(on: &canvas, camera, sun)
        }
    }
}

extension Cast {
    /// Everything that is there at a time.
    func figures(at time_s: Double) -> [Figure] {
        actors.compactMap { $0.figure(at: time_s) }
    }
}

extension Actor {
    /// This actor at a time; nil when it is not there.
    func figure(at time_s: Double) -> Figure? {
        guard let state = trajectory.state(at: time_s) else { return nil }
        switch kind {
        case .person(let look):
            let pose = Actor.pose(look, state, speed_mps: speed_mps, time_s: time_s)
            return Figure(
                at: state.at, body: .person(PersonFigure(look: look, pose: pose, carriesBag: carriesBag(at: time_s))))
        case .vehicle(let look):
            return Figure(at: state.at, body: .vehicle(VehicleFigure(look: look, at: state.at, ahead: state.ahead)))
        case .bag(let look):
            return Figure(
                at: state.at,
                body: .bag(BagFigure(at: Vector(state.at.x, 0, state.at.z), ahead: Vector(0.96, 0, 0.28), look: look)))
        }
    }
}
