internal import Base
internal import Foundation
internal import HTTPTypes
internal import HummingbirdCore
internal import HummingbirdTLS
package import Logging
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import ServiceLifecycle

/// The server: takes connections, reads requests within their limits, and has them answered.
package final class HTTPServer: Service, Sendable {
    private let settings: ServeSettings
    private let reception: Reception
    private let office: Office
    private let hub: StreamHub
    private let log: Logger
    private let onRunning: @Sendable (Int) -> Void
    private let questions = Desk("wayside.serve"), slow = Desk("wayside.serve.slow")
    private let group: MultiThreadedEventLoopGroup

    /// - Parameter onRunning: told the port when connections are taken; 0 for a unix socket.
    package init(
        _ settings: ServeSettings, _ office: Office, _ hub: StreamHub, log: Logger,
        onRunning: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        (self.settings, self.office, self.hub, self.log) = (settings, office, hub, log)
        self.onRunning = onRunning
        var hosts = settings.hosts
        if case .host(let host, _) = settings.address { hosts.append(host) }
        reception = Reception(hosts: HostList(hosts))
        // Connections are many and small; pictures need the cores.
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    }

    /// Serves until it is told to stop.
    /// - Throws: what keeps it from being bound, or a certificate from being read.
    package func run() async throws {
        try await server().run()
        try await group.shutdownGracefully()
    }

    private func server() throws -> any Service {
        let limits = settings.limits, counts = office.counts
        var decoder = HTTP1Channel.Configuration.DecoderConfiguration()
        (decoder.maxHeaderFieldSize, decoder.maxHeaderListSize, decoder.maxHeaderFieldCount) = (8192, 16_384, 64)
        var builder = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [ConnectionDeadlines(limits, counts)],
                idleTimeout: .milliseconds(limits.idle_ms), httpDecoderConfiguration: decoder))
        if let tls = settings.tls { builder = try .tls(builder, tlsConfiguration: HTTPServer.configuration(tls)) }
        let address: BindAddress =
            switch settings.address {
            case .host(let host, let port): .hostname(host, port: port)
            case .unix(let path): .unixDomainSocket(path: path)
            }
        var quiet = log
        quiet.logLevel = .error
        return try builder.buildServer(
            configuration: ServerConfiguration(
                address: address, availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)),
            eventLoopGroup: group, logger: quiet,
            responder: { [self] request, writer, channel in
                try await respond(to: request, writer, channel)
            },
            onServerRunning: { [self] channel in running(channel.localAddress?.port ?? 0) })
    }

    private static func configuration(_ tls: ServeSettings.TLS) throws -> TLSConfiguration {
        let chain = try NIOSSLCertificate.fromPEMFile(tls.certificate).map { NIOSSLCertificateSource.certificate($0) }
        let key = try NIOSSLPrivateKey(file: tls.key, format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }

    private func running(_ port: Int) {
        if case .unix(let path) = settings.address {
            try? FileManager.default.setAttributes([.posixPermissions: 0o660], ofItemAtPath: path)
        }
        onRunning(port)
    }

    // MARK: One request

    private func respond(to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        let clock = ContinuousClock(), began = clock.now, head = RequestHead(request.head)
        var answer: Answer
        do throws(Problem) { answer = try await self.answer(request, head) } catch { answer = Answer(error) }
        let now = office.household.now
        if case .stream = answer.body, request.method == .head { answer = Answer(HTTPServer.noHead) }
        if case .stream(let after) = answer.body {
            if let client = hub.open(after: after, token: head.token, office: office, channel: channel) {
                office.counts.answered(200, after: nil)
                return try await stream(client, answer, now, writer)
            }
            answer = Answer(
                Problem(.busy, "there are as many event streams as there may be", mend: "close one, or ask again later")
            )
        }
        let (response, body) = wire(answer, request.method == .head, now)
        try await writer.write(response: response, body: body)
        office.counts.answered(answer.status, after: clock.now - began)
    }

    /// A stream has no end, so nothing can be said of it ahead.
    private static let noHead = Problem(.wrongMethod, "a stream has no head of its own", mend: "use GET")

    private func answer(_ request: Request, _ head: RequestHead) async throws(Problem) -> Answer {
        let admission = try reception.admit(head)
        let body = try await read(request, most: admission.route.mostBody)
        let desk = admission.route.isSlow ? slow : questions, office = office
        return await desk.run { office.answer(admission, head, body: body, at: office.household.now) }
    }

    private func read(_ request: Request, most: Int) async throws(Problem) -> [UInt8] {
        var bytes: [UInt8] = []
        guard most > 0 else { return bytes }
        do {
            for try await part in request.body {
                guard bytes.count + part.readableBytes <= most else { throw Problem.tooLarge(most) }
                bytes.append(contentsOf: part.readableBytesView)
            }
        } catch let problem as Problem { throw problem } catch {
            throw .badRequest("the body came to no end", mend: "send it again")
        }
        return bytes
    }

    private func wire(_ answer: Answer, _ isHead: Bool, _ now: Timestamp) -> (HTTPResponse, ResponseBody) {
        var response = self.head(answer, now), body = ResponseBody()
        if case .bytes(let bytes) = answer.body, answer.status != 304 {
            response.headerFields[.contentLength] = String(bytes.count)
            if !isHead { body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)) }
        }
        // What was not read of a body that is too long, or not JSON, must not be taken for the next request.
        if answer.status >= 400 { response.headerFields[.connection] = "close" }
        return (response, body)
    }

    private func head(_ answer: Answer, _ now: Timestamp) -> HTTPResponse {
        var fields = HTTPFields()
        for (name, value) in answer.fields(at: now, isSecure: settings.tls != nil) {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return HTTPResponse(status: .init(code: answer.status), headerFields: fields)
    }

    private func stream(
        _ client: StreamClient, _ answer: Answer, _ now: Timestamp, _ writer: consuming ResponseWriter
    ) async throws {
        let body = ResponseBody { [questions] writer in
            try await withTaskCancellationHandler {
                while let frame = await client.next(questions) { try await writer.write(ByteBuffer(bytes: frame)) }
                try await writer.finish(nil)
            } onCancel: {
                client.end(.gone)
            }
        }
        defer { hub.close(client) }
        try await writer.write(response: self.head(answer, now), body: body)
    }
}

extension RequestHead {
    init(_ head: HTTPRequest) {
        var headers: [String: String] = [:]
        for field in head.headerFields { headers[field.name.canonicalName] = field.value }
        self.init(
            method: head.method.rawValue, target: head.path ?? "", host: head.authority, headers: headers)
    }
}
