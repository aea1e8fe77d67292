import Base
import Settings
import Score
import StrictYAML
import Testing

@Suite struct `Who is told what` {
    private func read(_ sections: String) throws(Diagnostics) -> SiteConfiguration {
        try SiteConfigurationReader.read(
            text: """
                wayside: 1
                site: {id: depot}
                purpose: Keep the gate clear
                cameras: [{id: bay, source: "v4l2:/dev/video0"}]
                policy: policy.yaml

                """ + sections, file: "site/wayside.yaml")
    }

    private func problems(_ sections: String) -> [String] {
        do throws(Diagnostics) { _ = try read(sections) } catch {
            return error.list.map { "\($0.line):\($0.column) \($0.message); \($0.mend)" }
        }
        return []
    }

    @Test func `is read with every key`() throws {
        let site = try read(
            """
            mqtt:
              broker: broker.lan
              username: wayside
              password_file: mqtt.password
              tls: {authorities: ca.pem, certificate: own.pem, key: own.key}
              client_id: depot-1
              topic: site/wayside
              discovery_prefix: ha
              home_assistant: off
              cloud_events: off
              onvif: on
              keep_alive: 1m
            webhooks:
              - {id: a, url: "https://a.example.org/", secret_file: $CREDENTIALS_DIRECTORY/a, send: [events], batch: 20}
              - {id: b, url: "http://NAS.lan/", secret_file: /keys/b, private_hosts: [NAS.lan], authorities: ca.pem}
            alarms: {quiet_hours: ["22:00-06:00"], urgent_from: high, digest_every: 1h}
            """)
        let broker = try #require(site.mqtt)
        #expect(broker.host == "broker.lan" && broker.port == 8883 && broker.keepAlive_s == 60)
        #expect(broker.passwordFile == "site/mqtt.password" && broker.tls?.key == "site/own.key")
        #expect(broker.topic == "site/wayside" && broker.discoveryPrefix == "ha" && broker.clientID == "depot-1")
        #expect(!broker.homeAssistant && !broker.cloudEvents && broker.onvif)
        #expect(site.webhooks.map(\.secretFile) == ["$CREDENTIALS_DIRECTORY/a", "/keys/b"])
        #expect(site.webhooks.map(\.kinds) == [[.events], [.alarms, .digests, .reversals]])
        #expect(site.webhooks.map(\.batch) == [20, 1] && site.webhooks[1].privateHosts == ["nas.lan"])
        #expect(site.alarms.quietHours == [DailyHours(fromMinute: 1320, toMinute: 360)])
        #expect(site.alarms.urgentFrom == .high && site.alarms.digestEvery_ms == 3_600_000)
    }

    @Test(arguments: [
        ("mqtt: {}", "6:7 mqtt has no `broker`"),
        ("mqtt: {broker: \"a:b\"}", "6:16 `broker` must be a host and a port"),
        ("mqtt: {broker: \"a:0\"}", "6:16 `broker` must be"), ("mqtt: {broker: \"user@a\"}", "6:16 `broker` must be"),
        ("mqtt: {broker: a, password_file: p}", "6:19 there is a password and no name"),
        ("mqtt: {broker: a, topic: \"a/#\"}", "6:26 `topic` cannot begin a topic"),
        ("mqtt: {broker: a, topic: \"/a\"}", "6:26 `topic` cannot begin a topic"),
        ("mqtt: {broker: a, discovery_prefix: \"$SYS\"}", "6:37 `discovery_prefix` cannot begin"),
        ("mqtt: {broker: a, tls: {certificate: c}}", "6:24 a certificate and its key belong together"),
        ("mqtt: {broker: a, keep_alive: 1s}", "6:31 `keep_alive` is 1s, which is out of range"),
        ("mqtt: {broker: a, password: p}", "6:19 unknown key `password` in mqtt; use broker, username, password_file"),
        ("webhooks: {}", "6:11 `webhooks` must be a list"),
        ("webhooks: [{id: a, url: u}]", "6:12 webhook has no `secret_file`"),
        ("webhooks: [{id: a, url: u, secret_file: s, send: [event]}]", "`send` cannot be \"event\"; did you mean"),
        ("webhooks: [{id: a, url: u, secret_file: s, batch: 0}]", "`batch` is 0, which is out of range"),
        (
            "webhooks: [{id: a, url: u, secret_file: s}, {id: a, url: u, secret_file: s}]",
            "6:50 the webhook `a` stands twice"
        ),
        ("alarms: {quiet_hours: [\"25:00-06:00\"]}", "6:24 `hours` must be daily windows"),
        ("alarms: {urgent_from: high}", "6:10 `urgent_from` says what is sent in quiet hours, and there are none"),
        ("alarms: {digest_every: 5s}", "6:24 `digest_every` is 5s, which is out of range"),
    ])
    func `is refused where it is wrong, with its place`(section: String, words: String) {
        let problems = problems(section)
        #expect(problems.count == 1 && problems[0].contains(words), "\(problems)")
    }
}
