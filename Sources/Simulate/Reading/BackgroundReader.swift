import StrictYAML

/// Reads the `background` of a scene: everything that stands still, in metres.
enum BackgroundReader {
    static func read(_ value: YAMLValue) -> Setting {
        var setting = Setting()
        guard let background = value.mapping(["ground", "patches", "marks", "blocks", "posts", "trees"]) else {
            return setting
        }
        background.set("ground", &setting.ground) { $0.word(Material.self) }
        setting.patches = background.items("patches", 200).compactMap(patch)
        setting.marks = background.items("marks", 200).compactMap(mark)
        setting.blocks = background.items("blocks", 100).compactMap(block)
        setting.posts = background.items("posts", 100).compactMap(post)
        setting.trees = background.items("trees", 100).compactMap(tree)
        return setting
    }

    private static func patch(_ value: YAMLValue) -> GroundPatch? {
        guard let entry = value.mapping(["material", "corners"]) else { return nil }
        let material = entry.required("material", example: "grass")?.word(Material.self)
        let corners = entry.required("corners", example: "[[0, 5], [4, 5], [4, 9]]")?.groundPoints(least: 3)
        guard let material, let corners else { return nil }
        return GroundPatch(corners: corners, material: material)
    }

    private static func mark(_ value: YAMLValue) -> GroundMark? {
        guard let entry = value.mapping(["from", "to", "width", "dash", "material"]) else { return nil }
        let from = entry.required("from", example: "[-5, 8]")?.groundPoint(),
            to = entry.required("to", example: "[5, 8]")?.groundPoint()
        guard let from, let to else { return nil }
        var result = GroundMark(from: from, to: to, width_m: 0.12, dash_m: nil, material: .white)
        entry.set("width", &result.width_m) { $0.number(in: 0.01...10) }
        entry.set("material", &result.material) { $0.word(Material.self) }
        result.dash_m = entry.optional("dash")?.number(in: 0.1...50)
        return result
    }

    private static func block(_ value: YAMLValue) -> Block? {
        guard let entry = value.mapping(["at", "size", "base", "turn", "material", "windows", "door"]) else {
            return nil
        }
        let at = entry.required("at", example: "[3, 12]")?.groundPoint()
        let size = entry.required("size", example: "[4, 2, 3]")?.numbers(count: 3, in: 0.02...500)
        let material = entry.required("material", example: "brick")?.word(Material.self)
        guard let at, let size, let material else { return nil }
        var block = Block(centre: at, width_m: size[0], depth_m: size[1], height_m: size[2], material: material)
        entry.set("base", &block.base_m) { $0.number(in: 0...100) }
        entry.set("turn", &block.turn_deg) { $0.number(in: -360...360) }
        entry.set("door", &block.door) { $0.bool() }
        if let windows = entry.optional("windows")?.numbers(count: 2, in: 0...60) {
            block.windows = (Int(windows[0]), Int(windows[1]))
        }
        return block
    }

    private static func post(_ value: YAMLValue) -> Post? {
        guard let entry = value.mapping(["at", "radius", "height", "material"]) else { return nil }
        guard let at = entry.required("at", example: "[1.5, 8]")?.groundPoint() else { return nil }
        var post = Post(at: at, radius_m: 0.1, height_m: 3, material: .metal)
        entry.set("radius", &post.radius_m) { $0.number(in: 0.02...5) }
        entry.set("height", &post.height_m) { $0.number(in: 0.05...50) }
        entry.set("material", &post.material) { $0.word(Material.self) }
        return post
    }

    private static func tree(_ value: YAMLValue) -> Tree? {
        guard let entry = value.mapping(["at", "trunk", "crown"]) else { return nil }
        let at = entry.required("at", example: "[-6, 12]")?.groundPoint()
        let crown = entry.required("crown", example: "[3.5, 3]")?.numbers(count: 2, in: 0.2...30)
        guard let at, let crown else { return nil }
        var tree = Tree(at: at, trunk_m: 2, crownWidth_m: crown[0], crownHeight_m: crown[1])
        entry.set("trunk", &tree.trunk_m) { $0.number(in: 0...20) }
        return tree
    }
}
