/// What the ground and solid things are made of.
public enum Material: String, CaseIterable, Sendable {
    case asphalt, paving, cobbles, concrete, grass, gravel, soil
    case brick, plaster, wood, metal, glass, hedge, white, yellow, dark, red, blue

    /// The colour in full light, before texture.
    var colour: RGB {
        switch self {
        case .asphalt: RGB(0.37, 0.37, 0.385)
        case .paving: RGB(0.60, 0.575, 0.53)
        case .cobbles: RGB(0.47, 0.45, 0.43)
        case .concrete: RGB(0.62, 0.61, 0.585)
        case .grass: RGB(0.36, 0.44, 0.24)
        case .gravel: RGB(0.56, 0.53, 0.475)
        case .soil: RGB(0.40, 0.33, 0.26)
        case .brick: RGB(0.53, 0.345, 0.28)
        case .plaster: RGB(0.74, 0.70, 0.62)
        case .wood: RGB(0.46, 0.345, 0.235)
        case .metal: RGB(0.53, 0.555, 0.58)
        case .glass: RGB(0.22, 0.27, 0.32)
        case .hedge: RGB(0.24, 0.33, 0.18)
        case .white: RGB(0.86, 0.86, 0.84)
        case .yellow: RGB(0.80, 0.67, 0.20)
        case .dark: RGB(0.20, 0.20, 0.21)
        case .red: RGB(0.58, 0.20, 0.17)
        case .blue: RGB(0.22, 0.33, 0.52)
        }
    }
}

/// A part of the ground with its own surface; later ones lie over earlier ones.
public struct GroundPatch: Hashable, Sendable {
    public var corners: [GroundPoint]
    public var material: Material
    /// Makes a patch of three or more corners.
    public init(corners: [GroundPoint], material: Material) { (self.corners, self.material) = (corners, material) }
}

/// Paint on the ground: a stripe, whole or dashed.
public struct GroundMark: Hashable, Sendable {
    public var from: GroundPoint
    public var to: GroundPoint
    public var width_m: Double
    /// Length of a dash and of the gap after it; nil for a whole stripe.
    public var dash_m: Double?
    public var material: Material
    /// Makes a stripe.
    public init(from: GroundPoint, to: GroundPoint, width_m: Double, dash_m: Double?, material: Material) {
        (self.from, self.to, self.width_m, self.dash_m, self.material) = (from, to, width_m, dash_m, material)
    }
}

/// An upright block: a building, a wall, a kerb, a crate. It hides what is behind it.
public struct Block: Hashable, Sendable {
    public var centre: GroundPoint
    /// Size across (x), along (z) and up.
    public var width_m: Double
    public var depth_m: Double
    public var height_m: Double
    /// Lower edge above the ground: 0 unless it hangs.
    public var base_m = 0.0
    /// Turned clockwise as seen from above.
    public var turn_deg = 0.0
    public var material: Material
    /// Rows and columns of windows on its faces.
    public var windows = (rows: 0, columns: 0)
    /// Whether its faces have a door at the ground.
    public var door = false

    /// Makes a plain block on the ground.
    public init(centre: GroundPoint, width_m: Double, depth_m: Double, height_m: Double, material: Material) {
        (self.centre, self.width_m, self.depth_m) = (centre, width_m, depth_m)
        (self.height_m, self.material) = (height_m, material)
    }

    public static func == (a: Block, b: Block) -> Bool {
        a.centre == b.centre && a.width_m == b.width_m && a.depth_m == b.depth_m && a.height_m == b.height_m
            && a.base_m == b.base_m && a.turn_deg == b.turn_deg && a.material == b.material
            && a.windows == b.windows && a.door == b.door
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(centre) }
}

/// A round post; it hides what is behind it.
public struct Post: Hashable, Sendable {
    public var at: GroundPoint
    public var radius_m: Double
    public var height_m: Double
    public var material: Material
    /// Makes a post.
    public init(at: GroundPoint, radius_m: Double, height_m: Double, material: Material) {
        (self.at, self.radius_m, self.height_m, self.material) = (at, radius_m, height_m, material)
    }
}

/// A tree, or a bush when its trunk has no length. Its leaves move when there is wind.
public struct Tree: Hashable, Sendable {
    public var at: GroundPoint
    public var trunk_m: Double
    public var crownWidth_m: Double
    public var crownHeight_m: Double
    /// Makes a tree.
    public init(at: GroundPoint, trunk_m: Double, crownWidth_m: Double, crownHeight_m: Double) {
        (self.at, self.trunk_m) = (at, trunk_m)
        (self.crownWidth_m, self.crownHeight_m) = (crownWidth_m, crownHeight_m)
    }

    /// Middle of the crown.
    var crownCentre: Vector { Vector(at.x, trunk_m + crownHeight_m / 2, at.z) }
}

/// Everything that stands still.
public struct Setting: Sendable {
    public var ground = Material.paving
    public var patches: [GroundPatch] = []
    public var marks: [GroundMark] = []
    public var blocks: [Block] = []
    public var posts: [Post] = []
    public var trees: [Tree] = []

    /// Makes an empty paved plane under the sky.
    public init() {}
}
