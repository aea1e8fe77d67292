/// Which module may import which: the arrows of the architecture. Nothing else is allowed.
enum ImportTable {
    /// Our modules and libraries, by the module that may import them.
    static let allowed: [String: Set<String>] = [
        "Base": [],
        "Capture": ["Base", "CJPEG", "CV4L2"],
        "Detect": ["Base"],
        "Queue": [],
        "Score": ["Base"],
        "Ledger": ["Base", "Score", "CLanes", "GRDB", "GRDBSQLite", "Crypto"],
        "StrictYAML": ["Yams"],
        "Simulate": ["Base", "StrictYAML"],
        "Settings": ["Base", "Score", "StrictYAML", "Crypto"],
        "Evaluate": ["Base", "StrictYAML", "CPNG"],
        "Objects": ["Base", "StrictYAML", "COpenVINO", "Crypto"],
        "Pipeline": ["Base", "Capture", "Detect", "Queue", "Score", "Ledger", "Settings", "Messages"],
        "Messages": ["Base", "Score"],
        "MQTT": ["Base", "Score", "Messages", "CMosquitto"],
        "Webhooks": ["Base", "Messages", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOSSL", "Crypto"],
        "Serve": [
            "Base", "Score", "Ledger", "CPage", "Crypto", "HummingbirdCore", "HummingbirdTLS", "NIOCore", "NIOPosix",
            "NIOHTTPTypes", "NIOSSL", "HTTPTypes", "ServiceLifecycle", "Logging",
        ],
        "Report": ["Base", "Capture", "Score", "Evaluate"],
        "wayside": [
            "Base", "Capture", "Detect", "Queue", "Score", "Ledger", "Simulate", "Settings", "Evaluate",
            "Pipeline", "Report", "StrictYAML", "Objects", "Messages", "MQTT", "Webhooks", "Serve", "ArgumentParser",
            "ServiceLifecycle", "UnixSignals", "Logging",
        ],
        "program": ["wayside"],
    ]

    /// Modules that compute and nothing else: no files, no logging, no clock.
    static let pure: Set<String> = ["Base", "Detect", "Score", "Queue"]

    /// What the system offers and a module that is not pure may use.
    static let system: Set<String> = ["Foundation", "Glibc", "Synchronization", "Dispatch"]

    /// System modules that pure modules may use all the same: a lock is no input or output.
    static let systemOfPure: [String: Set<String>] = ["Queue": ["Glibc", "Synchronization"]]

    static func findings(_ file: TextFile) -> [Finding] {
        guard let module = file.module else { return [] }
        guard let ours = allowed[module] else {
            return [Finding(place: file.path, what: "module \(module) is not in the import table")]
        }
        let system = pure.contains(module) ? systemOfPure[module] ?? [] : system
        return imports(file.text).filter { !ours.contains($0) && !system.contains($0) }.map {
            Finding(place: file.path, what: "\(module) must not import \($0)")
        }
    }

    /// Modules named by the import lines of a file.
    static func imports(_ text: String) -> [String] {
        CodeText.code(of: text).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let at = words.firstIndex(of: "import"), words[..<at].allSatisfy(isImportModifier) else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let name = words[(at + 1)...].first { !kinds.contains($0) }
            return name.map { String($0.split(separator: ".")[0]) }
        }
    }

    private static func isImportModifier(_ word: Substring) -> Bool {
        ["public", "package", "internal", "fileprivate", "private"].contains(word) || word.hasPrefix("@")
    }
}

/// The dependencies of the targets that `Package.swift` declares, by target; library names as in the table.
func declaredDependencies(_ manifest: String) -> [String: Set<String>] {
    let libraries = [
        "yams": "Yams", "crypto": "Crypto", "grdb": "GRDB", "sqlite": "GRDBSQLite", "arguments": "ArgumentParser",
        "lifecycle": "ServiceLifecycle", "unixSignals": "UnixSignals", "logging": "Logging",
        "nioCore": "NIOCore", "nioPosix": "NIOPosix", "nioHTTP1": "NIOHTTP1", "nioSSL": "NIOSSL", "mqtt": "MQTT",
        "mosquitto": "CMosquitto",
    ]
    var result: [String: Set<String>] = [:]
    let targets = manifest.split(separator: "targets: [\n").last.map(String.init) ?? manifest
    for part in targets.split(separator: "arget(").dropFirst() {
        guard let name = part.firstMatch(of: /name:\s*"([A-Za-z]+)"/)?.output.1 else { continue }
        let list = part.firstMatch(of: /dependencies:\s*\[([^\]]*)\]/)?.output.1 ?? ""
        let names = list.split { ",\n ".contains($0) }.map { item in
            let plain = item.filter { $0 != "\"" }
            return libraries[plain] ?? plain
        }
        result[String(name)] = Set(names)
    }
    return result
}
