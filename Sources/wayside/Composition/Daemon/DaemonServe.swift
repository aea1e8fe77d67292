import Foundation
import Glibc
import Ledger
import Logging
import Pipeline
import Score
import Serve
import ServiceLifecycle
import Settings

/// The HTTP side of a daemon, joined from its parts.
struct DaemonServe {
    /// Serves the API and the page; ends after `hub`, since it waits for its connections.
    let server: ServeService
    /// Tells clients of the event stream what comes.
    let hub: StreamHub

    /// - Throws: `Failure` 78 when nobody could be told apart at an address that others reach, or a file is no certificate.
    init(_ serve: SiteConfiguration.Serve, _ core: DaemonCore, log: Logger) throws {
        let settings = try DaemonServe.settings(serve, core)
        do {
            let office = try Office(
                DaemonHousehold(core: core), rules: Authorisation(anonymous: settings.anonymous))
            let hub = try StreamHub(office, settings.limits, log: log)
            core.bell.attach { hub.ring() }
            self.hub = hub
            server = ServeService(
                HTTPServer(settings, office, hub, log: log), at: DaemonServe.words(settings), log: log)
        } catch let error as LedgerError { throw Failure(error) }
    }

    private static func settings(_ serve: SiteConfiguration.Serve, _ core: DaemonCore) throws -> ServeSettings {
        let file = core.files.site.file
        if !serve.isLocal {
            let accounts = try Failure.mapping { () throws(LedgerError) in
                try LedgerReader(path: core.ledgerPath).stewardBook().accounts
            }
            guard accounts.contains(where: { !$0.hasLeft }) else {
                throw Failure(
                    .configuration, "`serve.address` can be reached from elsewhere, and there is no steward yet",
                    at: file,
                    mend: "make one with `wayside steward add NAME --role administrator`, or bind 127.0.0.1")
            }
        }
        let address: ServeSettings.Address =
            switch serve.address {
            case .host(let host, let port): .host(host, port: port)
            case .unix(let path): .unix(path: path)
            }
        let usual: AnonymousAccess = serve.isLocal && !serve.hasProxy ? .read : .public
        var settings = ServeSettings(
            address, anonymous: serve.anonymous.flatMap { AnonymousAccess(rawValue: $0.rawValue) } ?? usual)
        settings.hosts = serve.hosts
        if let tls = serve.tls {
            try check(tls, file: file)
            settings.tls = ServeSettings.TLS(certificate: tls.certificate, key: tls.key)
        }
        return settings
    }

    /// A key that others may read is no secret.
    private static func check(_ tls: SiteConfiguration.Serve.TLS, file: String) throws {
        for path in [tls.certificate, tls.key] {
            guard unsafe access(path, R_OK) == 0 else {
                throw Failure(.configuration, "cannot be read", at: path, mend: "see `serve.tls` in \(file)")
            }
        }
        var status = stat()
        guard unsafe stat(tls.key, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw Failure(
                .configuration, "others may read this key", at: tls.key,
                mend: "`chmod 600` it, and give it to this user")
        }
    }

    private static func words(_ settings: ServeSettings) -> String {
        switch settings.address {
        case .unix(let path): "unix:\(path)"
        case .host(let host, let port):
            "\(settings.tls == nil ? "http" : "https")://\(host.contains(":") ? "[\(host)]" : host):\(port)/"
        }
    }
}

/// Runs the server; what keeps it from being bound is told in words.
struct ServeService: Service {
    private let server: HTTPServer
    private let place: String
    private let log: Logger

    /// - Parameter place: where it answers, for people.
    init(_ server: HTTPServer, at place: String, log: Logger) {
        (self.server, self.place, self.log) = (server, place, log)
    }

    func run() async throws {
        log.notice("the page and the API are at \(place)")
        do { try await server.run() } catch {
            throw Failure(
                .configuration, "cannot serve: \(error)", at: place,
                mend: "is another program there? Change `serve.address`, or look at the files of `serve.tls`")
        }
    }
}
