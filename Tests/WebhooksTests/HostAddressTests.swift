import Testing
import Webhooks

@Suite struct `Addresses of hosts` {
    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.9.9.9",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.168.0.1", "198.18.0.1",
        "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1", "255.255.255.255", "::", "::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b::192.168.1.1",
        "2002:7f00:1::", "2002:c0a8:101::1", "fe80::1", "febf::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
        "2001::1", "3fff::1", "4000::1", "100::1",
    ])
    func `of the house, of this machine or of no use are refused`(text: String) throws {
        #expect(try #require(HostAddress(text)).refusal != nil)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.1", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
        "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
    ])
    func `of the public net are taken`(text: String) throws { #expect(try #require(HostAddress(text)).refusal == nil) }

    @Test(arguments: [
        "2130706433", "0177.0.0.1", "0x7f.0.0.1", "127.1", "017700000001", "127.0.0.1.", "", "::1%lo", "localhost",
    ])
    func `in other forms are no addresses, and so are resolved and judged by what they resolve to`(text: String) {
        #expect(HostAddress(text) == nil)
    }

    @Test func `are written so that they are read again`() throws {
        for text in ["192.0.2.1", "2001:db8::1", "::", "::ffff:1.2.3.4"] {
            let address = try #require(HostAddress(text))
            #expect(HostAddress(address.text) == address)
        }
    }
}

@Suite struct `Addresses of webhooks` {
    @Test func `are read with their parts`() throws {
        let address = try WebhookAddress("https://Hooks.Example.org/a/b?c=d%20e", privateHosts: [])
        #expect(address.host == "hooks.example.org" && address.port == 443 && address.isEncrypted)
        #expect(address.target == "/a/b?c=d%20e")
        #expect(try WebhookAddress("http://nas.lan:8080", privateHosts: ["nas.lan"]).target == "/")
        #expect(try WebhookAddress("https://[fd00::5]:8443/x", privateHosts: []).host == "fd00::5")
    }

    @Test(arguments: [
        "ftp://example.org/", "file:///etc/passwd", "https:///path", "https://user:secret@example.org/", "javascript:1",
        "https://example.org/#part", "http://example.org/", "https://example.org:0/", "https://exa mple.org/",
        "example.org",
        "https://example.org/\r\nHost: evil", "gopher://127.0.0.1:25/",
    ])
    func `that are something else are refused`(text: String) {
        #expect(throws: WebhookAddress.Mistake.self) { try WebhookAddress(text, privateHosts: []) }
    }
}
