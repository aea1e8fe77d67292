import Foundation

/// Asks a daemon over HTTP with another program.
struct Curl {
    /// What came back.
    struct Answer {
        /// How curl ended; 60 is a certificate that it does not trust, 35 a handshake that fails.
        let code: Int32
        let status: Int
        let head: String
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        var json: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:] }

        /// A member by names and numbers with dots between.
        subscript(path: String) -> Any? {
            path.split(separator: ".").reduce(json as Any?) { value, name in
                if let index = Int(name) { return (value as? [Any]).flatMap { index < $0.count ? $0[index] : nil } }
                return (value as? [String: Any])?[String(name)]
            }
        }
    }

    /// `http://localhost` and so on, without a slash at its end.
    let base: String
    let options: [String]

    /// - Parameter socket: path of a unix socket; nil for the address itself.
    init(_ base: String, socket: String? = nil, options: [String] = []) {
        self.base = base
        self.options = options + (socket.map { ["--unix-socket", $0] } ?? [])
    }

    func get(_ target: String, as token: String? = nil, _ more: String...) throws -> Answer {
        try run(["-H", "Accept: */*"] + more, target, token)
    }

    func post(_ target: String, as token: String? = nil, _ body: String) throws -> Answer {
        try run(["-H", "Content-Type: application/json", "--data-binary", body], target, token)
    }

    private func run(_ arguments: [String], _ target: String, _ token: String?) throws -> Answer {
        let directory = NSTemporaryDirectory() + "wayside-curl-\(ProcessInfo.processInfo.globallyUniqueString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
        process.arguments =
            [
                "-s", "--path-as-is", "--noproxy", "*", "--max-time", "20", "-D", directory + "/head", "-o",
                directory + "/body",
            ]
            + options + (token.map { ["-H", "Authorization: Bearer " + $0] } ?? []) + arguments + [base + target]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
        let head = (try? String(contentsOfFile: directory + "/head", encoding: .utf8)) ?? ""
        let body = (try? Data(contentsOf: URL(fileURLWithPath: directory + "/body"))) ?? Data()
        let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return Answer(code: process.terminationStatus, status: status, head: head, body: [UInt8](body))
    }
}
