/// Which Wayside this is. Packages take their version from packaging/debian/changelog, and `make deb` refuses when the two differ.
public enum Release {
    /// Version by the rules of semver.org.
    public static let version = "0.1.0"
}
