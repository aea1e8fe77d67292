/// How paths inside files are read: relative ones start at the directory of the file that names them, so that a
/// configuration works from any working directory.
enum PathResolution {
    /// The directory part of a path; `.` when it has none.
    static func directory(of file: String) -> String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }

    /// `path` as seen from `directory`; absolute paths stay as they are.
    static func resolve(_ path: String, in directory: String) -> String {
        if path.hasPrefix("/") || directory == "." { return path }
        return directory.hasSuffix("/") ? directory + path : directory + "/" + path
    }

    /// The last part of a path, without slashes at its end.
    static func lastPart(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
