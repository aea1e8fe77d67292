/// One thing that moves or was put down, with its look and its way.
struct Actor: Sendable {
    /// What it is and how it looks.
    enum Kind: Sendable {
        case person(PersonLook)
        case vehicle(VehicleLook)
        case bag(BagLook)
    }

    let kind: Kind
    let trajectory: Trajectory
    /// Picked speed; sets the stride.
    let speed_mps: Double
    /// Spans in which a bag is in the hand.
    var carries: [ClosedRange<Double>] = []

    /// Whether a bag is in the hand.
    func carriesBag(at time_s: Double) -> Bool { carries.contains { $0.contains(time_s) } }

    /// The pose of a person in a state.
    static func pose(_ look: PersonLook, _ state: ActorState, speed_mps: Double, time_s: Double) -> Pose {
        let stride = Pose.stride_m(height_m: look.height_m, speed_mps: speed_mps)
        return Pose(
            at: state.at, ahead: state.ahead, height_m: look.height_m, stride_m: stride,
            phase: state.distance_m / stride,
            amount: min(1, state.speed_mps / 0.5), idle_s: time_s)
    }
}

/// Everybody and everything that plays in a scene, worked out from the scripts and the seed.
struct Cast: Sendable {
    private(set) var actors: [Actor] = []

    /// Works out the cast; other seeds give other times, ways, looks and speeds.
    init(_ scene: Scene) {
        for (number, script) in scene.actors.enumerated() {
            add(script, SeededRandom(seed: scene.seed, purpose: Purpose.actors, number: number), scene.duration_s)
        }
        for (number, crowd) in scene.crowds.enumerated() {
            add(crowd, SeededRandom(seed: scene.seed, purpose: Purpose.crowds, number: number), scene.duration_s)
        }
        for (number, traffic) in scene.traffic.enumerated() {
            add(traffic, SeededRandom(seed: scene.seed, purpose: Purpose.traffic, number: number))
        }
    }

    private mutating func add(_ script: ActorScript, _ stream: SeededRandom, _ duration_s: Double) {
        var wardrobe = Wardrobe(random: stream)
        let kind: Actor.Kind =
            switch script.kind {
            case .person(let clothing): .person(wardrobe.person(clothing, height_m: script.height_m, tone: script.tone))
            case .vehicle(let kind): .vehicle(wardrobe.vehicle(kind))
            case .bag: .bag(wardrobe.bag())
            }
        var random = wardrobe.random
        let jitter = -script.pathJitter_m...script.pathJitter_m
        let path = script.path.map { waypoint in
            var moved = waypoint
            moved.at = GroundPoint(waypoint.at.x + random.value(in: jitter), waypoint.at.z + random.value(in: jitter))
            return moved
        }
        let start = max(0, script.start_s + random.value(in: -script.startJitter_s...script.startJitter_s))
        let speed = random.value(in: script.speed_mps)
        let trajectory = Trajectory(
            path, start_s: script.start_s <= 0 ? script.start_s : start, speed_mps: speed,
            until_s: script.stays ? duration_s + 1 : nil)
        var actor = Actor(kind: kind, trajectory: trajectory, speed_mps: speed)
        if script.carriesBag { handle(path, &actor, wardrobe.bag(), duration_s) }
        actors.append(actor)
    }

    /// Puts the bag into the hand and onto the ground as the waypoints say.
    private mutating func handle(_ path: [Waypoint], _ actor: inout Actor, _ look: BagLook, _ duration_s: Double) {
        var held: Double? = actor.trajectory.start_s
        var lies: (since: Double, at: GroundPoint)?
        for (index, waypoint) in path.enumerated() {
            let arrival = actor.trajectory.arrivals_s[index], leave = actor.trajectory.departures_s[index]
            if waypoint.bag == .putDown, let since = held {
                actor.carries.append(since...max(since, arrival))
                (held, lies) = (nil, (arrival, GroundPoint(waypoint.at.x + 0.35, waypoint.at.z)))
            } else if waypoint.bag == .pickUp, let bag = lies {
                actors.append(Cast.bag(look, bag.at, bag.since, until_s: leave))
                (held, lies) = (leave, nil)
            }
        }
        if let since = held { actor.carries.append(since...max(since, actor.trajectory.end_s)) }
        if let bag = lies { actors.append(Cast.bag(look, bag.at, bag.since, until_s: duration_s + 1)) }
    }

    private static func bag(_ look: BagLook, _ at: GroundPoint, _ since_s: Double, until_s: Double) -> Actor {
        Actor(
            kind: .bag(look), trajectory: Trajectory([Waypoint(at)], start_s: since_s, speed_mps: 1, until_s: until_s),
            speed_mps: 1)
    }

    /// Start times spread over the span: one in each slot of the mean distance, at a random place in it.
    private static func starts(perMinute: Double, _ from_s: Double, _ to_s: Double, _ random: inout SeededRandom)
        -> [Double]
    {
        guard perMinute > 0, to_s > from_s else { return [] }
        let slot = 60 / perMinute
        var starts: [Double] = []
        var edge = from_s
        while edge < to_s {
            let start = edge + slot * random.unit()
            if start < to_s { starts.append(start) }
            edge += slot
        }
        return starts
    }

    private mutating func add(_ crowd: CrowdScript, _ stream: SeededRandom, _ duration_s: Double) {
        var random = stream
        let first = random.unit()
        for (number, start) in Cast.starts(perMinute: crowd.perMinute, crowd.from_s, crowd.to_s, &random).enumerated() {
            var wardrobe = Wardrobe(random: SeededRandom(seed: random.next(), purpose: Purpose.crowds))
            let look = wardrobe.person(crowd.clothing, height_m: crowd.height_m)
            // Steps of the golden ratio spread people over the width of the way; nobody stands inside somebody else.
            let spread = first + Double(number) * 0.618_034
            let lane = spread - spread.rounded(.down)
            var path = crowd.through.enumerated().map { index, span in
                let inner = index > 0 && index + 1 < crowd.through.count
                let share = max(0, min(1, lane + random.value(in: -0.06...0.06)))
                return Waypoint(span.point(share), pause_s: inner ? random.value(in: crowd.pause_s) : 0)
            }
            if crowd.bothWays, random.unit() < 0.5 { path.reverse() }
            let speed = random.value(in: crowd.speed_mps)
            var actor = Actor(
                kind: .person(look), trajectory: Trajectory(path, start_s: start, speed_mps: speed, until_s: nil),
                speed_mps: speed)
            if random.unit() < crowd.bags { actor.carries = [actor.trajectory.start_s...actor.trajectory.end_s] }
            actors.append(actor)
        }
    }

    private mutating func add(_ traffic: TrafficScript, _ stream: SeededRandom) {
        var random = stream
        var free_s = -1.0
        for planned in Cast.starts(perMinute: traffic.perMinute, traffic.from_s, traffic.to_s, &random) {
            // Nobody drives into the vehicle ahead.
            let start = max(planned, free_s)
            free_s = start + 4
            var wardrobe = Wardrobe(random: SeededRandom(seed: random.next(), purpose: Purpose.traffic))
            let look = wardrobe.vehicle(traffic.kinds[random.index(below: traffic.kinds.count)])
            let speed = random.value(in: traffic.speed_mps)
            actors.append(
                Actor(
                    kind: .vehicle(look),
                    trajectory: Trajectory(traffic.path, start_s: start, speed_mps: speed, until_s: nil),
                    speed_mps: speed))
        }
    }
}
