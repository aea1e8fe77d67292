import Foundation
import Testing

/// A site with a ledger in which people already have accounts, so that a daemon can be asked and told over HTTP.
struct ServedSite {
    let site: DaemonSite
    /// Tokens by name: `ada` is administrator, `sam` and `sue` stewards, `rita` reviewer, `otto` auditor, `vic` viewer.
    let tokens: [String: String]

    init(rate: Int = 50, loop: String = "", people: [(name: String, role: String)] = ServedSite.people) throws {
        site = try DaemonSite(rate: rate, cameras: ["a"], loop: loop)
        let ledger = try CourtyardLedger.copy()
        try FileManager.default.moveItem(atPath: ledger, toPath: site.state)
        var tokens: [String: String] = [:]
        for (name, role) in people {
            let added = try BuiltBinary.run(
                "steward", "add", name, "--role", role, "--at", "2026-06-01T08:00:00Z", "--state", site.state,
                environment: ["WAYSIDE_TOKEN": tokens[people[0].name] ?? ""])
            try #require(added.code == 0, "\(added.words)")
            tokens[name] = added.lines.first
        }
        self.tokens = tokens
    }

    static let people = [
        (name: "ada", role: "administrator"), (name: "sam", role: "steward"), (name: "sue", role: "steward"),
        (name: "rita", role: "reviewer"), (name: "otto", role: "auditor"), (name: "vic", role: "viewer"),
    ]

    var socket: String { site.directory + "/http.sock" }

    /// A certificate for this machine, made by openssl, and its key.
    func certify(keyMode: Int = 0o600) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments =
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost".split(
                separator: " "
            )
            .map(String.init) + [
                "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", site.directory + "/tls.key", "-out",
                site.directory + "/tls.pem",
            ]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        try FileManager.default.setAttributes([.posixPermissions: keyMode], ofItemAtPath: site.directory + "/tls.key")
    }

    /// Writes a secret that only this user can read.
    func write(secret: String, _ name: String) throws {
        try site.write(name, secret)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: site.directory + "/" + name)
    }

    /// Starts the daemon and waits until it answers.
    func start(_ curl: Curl, arguments: [String] = []) throws -> RunningDaemon {
        let daemon = try RunningDaemon(site, arguments: arguments)
        try #require(try daemon.wait { try curl.get("/api/v1/me").status == 200 }, "\(daemon.words)")
        return daemon
    }
}
