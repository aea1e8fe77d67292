public import Base
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// What became of an attempt.
public enum WebhookOutcome: Hashable, Sendable {
    /// The receiver has it: a status of 200...299.
    case acknowledged
    /// The receiver says that the message itself is wrong (400, 413, 415, 422): sending it again would change nothing.
    case refused(status: Int)
    /// Anything else, a redirect included; to be tried again.
    case failed(reason: String)
}

/// Sends messages to one receiver by HTTP/1.1, each over a connection of its own.
///
/// A name is resolved, all its addresses are checked, and the connection is made to the checked address itself, so that a
/// second answer of the resolver has no effect. Redirects are never followed. What the receiver answers is read up to a
/// limit and then thrown away.
public struct WebhookSender: Sendable {
    /// Bytes of an answer that are read, header and body.
    static let mostAnswer = 65_536

    private let address: WebhookAddress
    private let signature: WebhookSignature
    private let isPrivateAllowed: Bool
    private let resolver: HostResolver
    private let limit: TimeAmount
    private let tls: NIOSSLContext?

    /// - Parameters:
    ///   - privateHosts: hosts that may be at an address that is not of the public net.
    ///   - authorities: file with certificates that are trusted instead of the system's.
    ///   - limit_ms: how long an attempt may take in all.
    /// - Throws: when the file of authorities cannot be used.
    public init(
        _ address: WebhookAddress, signature: WebhookSignature, privateHosts: [String], authorities: String? = nil,
        resolver: HostResolver = .system, limit_ms: Int64 = 15_000
    ) throws {
        (self.address, self.signature, self.resolver) = (address, signature, resolver)
        isPrivateAllowed = privateHosts.contains(address.host)
        limit = .milliseconds(limit_ms)
        guard address.isEncrypted else {
            tls = nil
            return
        }
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let authorities {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authorities))
        }
        tls = try NIOSSLContext(configuration: configuration)
    }

    /// Tries once. Blocks, at most for the resolver and as long as an attempt may take.
    /// - Parameters:
    ///   - id: names the message; the same in every attempt.
    ///   - time: now.
    public func send(_ body: [UInt8], mediaType: String, id: String, time: Timestamp) -> WebhookOutcome {
        let target: HostAddress
        switch resolver.checked(address.host, isAllowed: isPrivateAllowed) {
        case .failure(let refused): return .failed(reason: refused.reason)
        case .success(let address): target = address
        }
        var headers = HTTPHeaders([
            ("host", address.hostHeader), ("content-type", mediaType), ("content-length", "\(body.count)"),
            ("user-agent", "wayside"), ("connection", "close"),
        ])
        headers.add(contentsOf: signature.headers(id: id, time: time, body: body))
        let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: address.target, headers: headers)
        do {
            return WebhookSender.outcome(try exchange(head, body, with: target))
        } catch {
            return .failed(reason: "\(address.host): \(WebhookSender.words(error))")
        }
    }

    private func exchange(_ head: HTTPRequestHead, _ body: [UInt8], with target: HostAddress) throws -> Int {
        let group = MultiThreadedEventLoopGroup.singleton, loop = group.next()
        let answer = loop.makePromise(of: Int.self)
        let deadline = loop.scheduleTask(in: limit) { answer.fail(ExchangeError.tooSlow) }
        // TLS checks the name that was asked for, at the address that was checked.
        let name = HostAddress(address.host) == nil ? address.host : nil, tls = tls
        let bootstrap = ClientBootstrap(group: loop).connectTimeout(limit).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                if let tls { try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: name)) }
                try pipeline.addHTTPClientHandlers()
                try pipeline.addHandler(AnswerHandler(answer))
            }
        }
        do {
            let channel = try bootstrap.connect(to: SocketAddress(ipAddress: target.text, port: address.port)).wait()
            answer.futureResult.whenComplete { _ in
                deadline.cancel()
                channel.close(promise: nil)
            }
            channel.write(HTTPClientRequestPart.head(head), promise: nil)
            channel.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil)
            channel.writeAndFlush(HTTPClientRequestPart.end(nil)).cascadeFailure(to: answer)
        } catch { answer.fail(error) }
        return try answer.futureResult.wait()
    }

    private static func outcome(_ status: Int) -> WebhookOutcome {
        switch status {
        case 200...299: .acknowledged
        case 400, 413, 415, 422: .refused(status: status)
        case 300...399: .failed(reason: "it redirects (\(status)); redirects are not followed")
        default: .failed(reason: "it answers \(status)")
        }
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case let error as ExchangeError: error.rawValue
        case let error as IOError: error.description
        case is NIOConnectionError, is ChannelError: "it cannot be reached"
        default: "\(error)".split(separator: "\n").first.map { String($0.prefix(200)) } ?? "unknown"
        }
    }
}

/// What can go wrong with an answer.
enum ExchangeError: String, Error {
    case tooSlow = "it takes too long"
    case tooLong = "its answer is too long"
    case noAnswer = "it closes without an answer"
}

/// Reads an answer to its end, and keeps its status alone.
private final class AnswerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    private let answer: EventLoopPromise<Int>
    private var status: Int?
    private var bytes = 0

    init(_ answer: EventLoopPromise<Int>) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head) where head.status.code >= 200: status = Int(head.status.code)
        case .head: break
        case .body(let part):
            bytes += part.readableBytes
            if bytes > WebhookSender.mostAnswer { answer.fail(ExchangeError.tooLong) }
        case .end: finish()
        }
    }

    func channelInactive(context: ChannelHandlerContext) { finish() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { answer.fail(error) }

    private func finish() {
        if let status { answer.succeed(status) } else { answer.fail(ExchangeError.noAnswer) }
    }
}
