internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Closes connections that take too long: to send a head, to send a body, to take an answer. Time is counted from one event to
/// the next and not from byte to byte, so that sending a byte now and then gains nothing.
final class ConnectionDeadlines: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: ServeSettings.Limits
    private let counts: HTTPCounts
    private var deadline: Scheduled<Void>?
    private var isCounted = false
    private var isBodyRead = true
    private var isStream = false

    init(_ limits: ServeSettings.Limits, _ counts: HTTPCounts) { (self.limits, self.counts) = (limits, counts) }

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { begin(context) } }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isBodyRead = false
            expect(within_ms: limits.body_ms, context)
        case .body: break
        case .end:
            isBodyRead = true
            if !isStream { expect(within_ms: limits.answer_ms, context) }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            if head.headerFields[.contentType] == "text/event-stream" {
                // A stream has no end; its buffer is bounded, and it is closed when that is full.
                isStream = true
                deadline?.cancel()
                deadline = nil
            }
        case .body: break
        case .end:
            isStream = false
            if isBodyRead { expect(within_ms: max(limits.head_ms, limits.idle_ms), context) }
        }
        context.write(data, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        // The daemon stops: what is not answered soon is not answered.
        if event is ChannelShouldQuiesceEvent { expect(within_ms: 5000, context) }
        context.fireUserInboundEventTriggered(event)
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard !isCounted else { return }
        isCounted = true
        counts.connectionBegan()
        expect(within_ms: limits.head_ms, context)
    }

    private func end() {
        deadline?.cancel()
        deadline = nil
        guard isCounted else { return }
        isCounted = false
        counts.connectionEnded()
    }

    private func expect(within_ms: Int64, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let channel = context.channel
        deadline = context.eventLoop.scheduleTask(in: .milliseconds(within_ms)) { channel.close(promise: nil) }
    }
}
