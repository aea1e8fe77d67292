import StrictYAML

extension MappingReader {
    /// Sets `target` when the key is there and can be read.
    func set<Value>(_ key: String, _ target: inout Value, _ read: (YAMLValue) -> Value?) {
        if let value = optional(key).flatMap(read) { target = value }
    }

    /// The items of a list that may be absent.
    func items(_ key: String, _ most: Int) -> [YAMLValue] {
        // `trees` holds entries that messages call "tree"; the list's own name says enough.
        optional(key)?.list(count: 0...most) ?? []
    }
}

extension YAMLValue {
    /// Seconds from the first frame.
    func seconds() -> Double? { number(in: -86_400...86_400) }

    /// A length of time in seconds.
    func duration_s(least_ms: Int64 = 0) -> Double? { duration_ms(in: least_ms...86_400_000).map { Double($0) / 1000 } }

    /// A point of the ground, `[x, z]` in metres.
    func groundPoint() -> GroundPoint? { numbers(count: 2, in: -500...500).map { GroundPoint($0[0], $0[1]) } }

    /// A list of points of the ground.
    func groundPoints(least: Int) -> [GroundPoint]? {
        guard let items = list(count: least...200, item: "point") else { return nil }
        let points = items.map { $0.groundPoint() }
        return points.contains(nil) ? nil : points.compactMap(\.self)
    }

    /// One number, or the least and the greatest of a range.
    func range(in limits: ClosedRange<Double>) -> ClosedRange<Double>? {
        guard case .list = node.content else { return number(in: limits).map { $0...$0 } }
        guard let ends = numbers(count: 2, in: limits) else { return nil }
        guard ends[0] <= ends[1] else {
            return problem("the range of `\(name)` is the wrong way round", mend: "write the smaller number first")
        }
        return ends[0]...ends[1]
    }

    /// One length of time, or the least and the greatest, in seconds.
    func durationRange_s() -> ClosedRange<Double>? {
        guard case .list = node.content else { return duration_s().map { $0...$0 } }
        guard let items = list(count: 2...2), let low = items[0].duration_s(), let high = items[1].duration_s() else {
            return nil
        }
        guard low <= high else {
            return problem("the range of `\(name)` is the wrong way round", mend: "write the shorter time first")
        }
        return low...high
    }
}
