import Base
import Foundation
import Messages
import Webhooks

#if MQTT
    import MQTT
#endif

/// Sends a message that says nothing but that it arrived, to everybody who is configured.
enum TestMessages {
    /// How it went with one.
    struct Result {
        let name: String
        /// Nil when it was acknowledged.
        let problem: String?
    }

    /// Sends them one after another; blocks.
    static func send(_ plan: DeliveryPlan, at time: Timestamp) -> [Result] {
        let event = CloudEvent.test(site: plan.site, id: "test-\(time.milliseconds)", at: time)
        var results = plan.webhooks.map { webhook in
            let outcome = webhook.sender.send(
                Array(event.json.utf8), mediaType: CloudEvent.mediaType, id: "\(event.source)/\(event.id)", time: time)
            let problem: String? =
                switch outcome {
                case .acknowledged: nil
                case .refused(let status): "it refuses the message (\(status))"
                case .failed(let reason): reason
                }
            return Result(name: webhook.name, problem: problem)
        }
        #if MQTT
            if let broker = plan.broker { results.append(Result(name: BrokerRun.name, problem: tell(broker, event))) }
        #endif
        return results
    }

    #if MQTT
        /// By a connection of its own, without a will: the daemon's goes on.
        private static func tell(_ plan: BrokerPlan, _ event: CloudEvent) -> String? {
            var settings = plan.settings
            settings.clientID += "-test"
            settings.will = nil
            do throws(BrokerError) {
                let connection = try BrokerConnection(settings)
                try connection.publish(
                    Publication(topic: plan.topics.cloudEvents, payload: event.json, isRetained: false))
                for _ in 0..<100 where !connection.outstanding.isEmpty { try connection.step(timeout_ms: 100) }
                let isOpen = !connection.outstanding.isEmpty
                connection.close()
                return isOpen ? "it does not acknowledge" : nil
            } catch { return error.reason }
        }
    #endif
}
