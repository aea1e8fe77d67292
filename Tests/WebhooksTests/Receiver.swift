import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A server that notes what it gets and answers as it is told.
final class Receiver: Sendable {
    struct Request: Sendable {
        let uri: String
        let headers: HTTPHeaders
        let body: [UInt8]
    }

    private let channel: any Channel
    let port: Int

    /// - Parameter answer: for the request of this number, from 0: status, headers, body; nil never answers.
    init(_ answer: @escaping @Sendable (Int) -> (HTTPResponseStatus, HTTPHeaders, Int)?) throws {
        let noted = Relay()
        relay = noted
        channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(noted, answer))
                }
            }.bind(host: "127.0.0.1", port: 0).wait()
        port = channel.localAddress?.port ?? 0
    }

    // Not waited for: what answers for another receiver may hold this one, and is let go on an event loop.
    deinit { channel.close(promise: nil) }

    private let relay: Relay
    var received: [Request] { relay.list.withLock { $0 } }

    final class Relay: Sendable {
        let list = Mutex<[Request]>([])
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart
        private let relay: Relay
        private let answer: @Sendable (Int) -> (HTTPResponseStatus, HTTPHeaders, Int)?
        private var head: HTTPRequestHead?
        private var body: [UInt8] = []

        init(_ relay: Relay, _ answer: @escaping @Sendable (Int) -> (HTTPResponseStatus, HTTPHeaders, Int)?) {
            (self.relay, self.answer) = (relay, answer)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): self.head = head
            case .body(let part): body += part.readableBytesView
            case .end:
                guard let head else { return }
                let number = relay.list.withLock { list in
                    list.append(Request(uri: head.uri, headers: head.headers, body: body))
                    return list.count - 1
                }
                guard let (status, headers, count) = answer(number) else { return }
                context.write(
                    wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: headers))), promise: nil)
                if count > 0 {
                    let bytes = ByteBuffer(bytes: [UInt8](repeating: 0x20, count: count))
                    context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
                }
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
