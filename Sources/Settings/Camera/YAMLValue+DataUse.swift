import Base
import StrictYAML

extension YAMLValue {
    /// A list of what data may be used for, in the order of the closed list; nil after a problem was noted.
    func dataUses() -> [DataUse]? {
        guard let items = list(count: 1...DataUse.allCases.count, item: "use") else { return nil }
        var uses: Set<DataUse> = []
        for item in items {
            if let use = item.word(DataUse.self), !uses.insert(use).inserted {
                item.problem("`\(use.rawValue)` stands twice", mend: "remove one")
            }
        }
        return DataUse.allCases.filter(uses.contains)
    }
}
