/// The form of an account's name: a small letter, then 1 to 30 small letters, digits or hyphens.
public enum AccountName {
    /// The author of what follows by itself; nobody may have this name.
    public static let automatic = "wayside"

    /// Whether somebody may be called so.
    public static func isValid(_ name: String) -> Bool {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z"), digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard (2...31).contains(name.utf8.count), let first = name.utf8.first, letters.contains(first) else {
            return false
        }
        return name != automatic
            && name.utf8.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-") }
    }
}
