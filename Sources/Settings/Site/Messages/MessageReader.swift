import Base
import Foundation
import Score
import StrictYAML

/// Reads who is told what: `mqtt`, `webhooks` and `alarms` of `wayside.yaml`.
package enum MessageReader {
    package static let brokerKeys = [
        "broker", "username", "password_file", "tls", "client_id", "topic", "discovery_prefix", "home_assistant",
        "cloud_events", "onvif", "keep_alive",
    ]
    package static let tlsKeys = ["authorities", "certificate", "key"]
    package static let webhookKeys = ["id", "url", "secret_file", "send", "private_hosts", "authorities", "batch"]
    package static let alarmKeys = ["quiet_hours", "urgent_from", "digest_every"]

    static func broker(_ value: YAMLValue, directory: String) -> SiteConfiguration.Broker? {
        guard let reader = value.mapping(brokerKeys) else { return nil }
        let isEncrypted = reader.has("tls")
        let address = reader.required("broker", example: "broker.lan:8883").flatMap {
            place($0, port: isEncrypted ? 8883 : 1883)
        }
        var broker = SiteConfiguration.Broker(host: address?.host ?? "", port: address?.port ?? 0)
        broker.username = reader.optional("username")?.text()
        broker.passwordFile = path(reader.optional("password_file"), directory)
        if reader.has("password_file"), !reader.has("username") {
            reader.problem(atKey: "password_file", "there is a password and no name", mend: "add `username`")
        }
        broker.tls = reader.optional("tls").flatMap { tls($0, directory: directory) }
        broker.clientID = reader.optional("client_id")?.identifier()
        if let topic = reader.optional("topic").flatMap(topic) { broker.topic = topic }
        if let prefix = reader.optional("discovery_prefix").flatMap(topic) { broker.discoveryPrefix = prefix }
        if let home = reader.optional("home_assistant")?.bool() { broker.homeAssistant = home }
        if let cloudEvents = reader.optional("cloud_events")?.bool() { broker.cloudEvents = cloudEvents }
        if let onvif = reader.optional("onvif")?.bool() { broker.onvif = onvif }
        if let keepAlive_ms = reader.optional("keep_alive")?.duration_ms(in: 5000...3_600_000) {
            broker.keepAlive_s = Int(keepAlive_ms / 1000)
        }
        return address == nil ? nil : broker
    }

    /// `host:port`, or a host alone.
    private static func place(_ value: YAMLValue, port usual: Int) -> (host: String, port: Int)? {
        let mend = "write host:port, e.g. broker.lan:8883 or [fd00::5]:1883"
        guard let text = value.text(limit: 255) else { return nil }
        // With a scheme in front it is parsed as addresses of the web are, brackets included.
        guard let parts = URLComponents(string: "mqtt://" + text), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.path.isEmpty, parts.query == nil, parts.fragment == nil,
            (1...65_535).contains(parts.port ?? usual), !text.hasSuffix(":")
        else { return value.problem("`broker` must be a host and a port, not \"\(text)\"", mend: mend) }
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        return (bare, parts.port ?? usual)
    }

    private static func tls(_ value: YAMLValue, directory: String) -> SiteConfiguration.Broker.TLS? {
        if let text = value.rawText, text == "on" || text == "true" || text == "yes" { return .init() }
        guard let reader = value.mapping(tlsKeys) else { return nil }
        let tls = SiteConfiguration.Broker.TLS(
            authorities: path(reader.optional("authorities"), directory),
            certificate: path(reader.optional("certificate"), directory), key: path(reader.optional("key"), directory))
        if (tls.certificate == nil) != (tls.key == nil) {
            value.problem(
                "a certificate and its key belong together", mend: "give both `certificate` and `key`, or neither")
        }
        return tls
    }

    /// The beginning of topics: no wildcards, no empty parts.
    private static func topic(_ value: YAMLValue) -> String? {
        guard let text = value.text(limit: 200) else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty }), !text.hasPrefix("$"),
            text.unicodeScalars.allSatisfy({
                $0.isASCII && $0.value > 0x20 && $0.value < 0x7F && $0 != "#" && $0 != "+"
            })
        else {
            return value.problem(
                "`\(value.name)` cannot begin a topic: \"\(text)\"",
                mend: "use words with / between them, without # and +")
        }
        return text
    }

    static func webhooks(_ value: YAMLValue, directory: String) -> [SiteConfiguration.Webhook] {
        var list: [SiteConfiguration.Webhook] = []
        for item in value.list(count: 0...50, item: "webhook") ?? [] {
            guard let reader = item.mapping(webhookKeys) else { continue }
            let id = reader.required("id", example: "control-room")
            let name = id?.identifier()
            let url = reader.required("url", example: "https://hooks.example.org/wayside")?.text(limit: 2000)
            let secret = path(reader.required("secret_file", example: "control-room.secret"), directory)
            let kinds = reader.optional("send")?.list(count: 1...4, item: "send").map {
                $0.compactMap { $0.word(SiteConfiguration.Webhook.Kind.self) }
            }
            let hosts = reader.optional("private_hosts")?.list(count: 1...20, item: "private_hosts").map {
                $0.compactMap { $0.text(limit: 253)?.lowercased() }
            }
            let authorities = path(reader.optional("authorities"), directory)
            let batch = reader.optional("batch")?.integer(in: 1...100)
            guard let name, let url, let secret else { continue }
            if list.contains(where: { $0.id == name }) {
                id?.problem("the webhook `\(name)` stands twice", mend: "rename one")
            }
            var webhook = SiteConfiguration.Webhook(id: name, url: url, secretFile: secret)
            if let kinds { webhook.kinds = kinds }
            if let hosts { webhook.privateHosts = hosts }
            if let batch { webhook.batch = batch }
            webhook.authorities = authorities
            list.append(webhook)
        }
        return list
    }

    static func alarms(_ value: YAMLValue) -> SiteConfiguration.Alarms {
        var alarms = SiteConfiguration.Alarms()
        guard let reader = value.mapping(alarmKeys) else { return alarms }
        if let hours = reader.optional("quiet_hours")?.dailyHours() { alarms.quietHours = hours }
        alarms.urgentFrom = reader.optional("urgent_from")?.word(Level.self)
        if reader.has("urgent_from"), !reader.has("quiet_hours") {
            reader.problem(
                atKey: "urgent_from", "`urgent_from` says what is sent in quiet hours, and there are none",
                mend: "add `quiet_hours`, e.g. [\"22:00-06:00\"]")
        }
        alarms.digestEvery_ms = reader.optional("digest_every")?.duration_ms(in: 60_000...86_400_000)
        return alarms
    }

    /// A path, relative to the file; `$CREDENTIALS_DIRECTORY/name` is what the service manager hands over.
    private static func path(_ value: YAMLValue?, _ directory: String) -> String? {
        guard let text = value?.text(limit: 4096) else { return nil }
        return text.hasPrefix("$CREDENTIALS_DIRECTORY/") ? text : PathResolution.resolve(text, in: directory)
    }
}
