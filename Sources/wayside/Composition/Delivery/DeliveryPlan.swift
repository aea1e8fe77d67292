import Base
import Settings
import Foundation
import Messages
import Score
import Webhooks

#if MQTT
    import MQTT
#endif

/// Who is told what, with secrets read and addresses checked.
struct DeliveryPlan: Sendable {
    let site: String
    let alarms: AlarmRouting
    let webhooks: [WebhookRun.Plan]
    #if MQTT
        let broker: BrokerPlan?
    #endif

    var isEmpty: Bool {
        #if MQTT
            webhooks.isEmpty && broker == nil
        #else
            webhooks.isEmpty
        #endif
    }

    /// Reads what the configuration names.
    /// - Throws: `Failure`, with a line for each problem.
    init(_ configuration: SiteConfiguration) throws {
        site = configuration.site.id
        let settings = configuration.alarms
        alarms = AlarmRouting(
            quietHours: settings.quietHours, urgentFrom: settings.urgentFrom,
            window_ms: settings.digestEvery_ms ?? AlarmRouting.usualWindow_ms)
        webhooks = try configuration.webhooks.map { try DeliveryPlan.webhook($0, file: configuration.file) }
        #if MQTT
            broker = try configuration.mqtt.map { try DeliveryPlan.broker($0, configuration) }
        #else
            if configuration.mqtt != nil {
                throw Failure(
                    .configuration, "this program was built without MQTT", at: configuration.file,
                    mend: "remove `mqtt`, or build it with the trait MQTT")
            }
        #endif
    }

    private static func webhook(_ webhook: SiteConfiguration.Webhook, file: String) throws -> WebhookRun.Plan {
        let place = "\(file): webhook \(webhook.id)"
        let address: WebhookAddress
        do throws(WebhookAddress.Mistake) {
            address = try WebhookAddress(webhook.url, privateHosts: webhook.privateHosts)
        } catch { throw Failure(.configuration, error.message, at: place, mend: error.mend) }
        guard let signature = WebhookSignature(secret: try SecretFile.read(webhook.secretFile)) else {
            throw Failure(
                .configuration, "the secret is too short to sign with", at: place,
                mend: "use at least \(WebhookSignature.leastSecret) bytes: openssl rand -base64 32")
        }
        let sender: WebhookSender
        do {
            sender = try WebhookSender(
                address, signature: signature, privateHosts: webhook.privateHosts, authorities: webhook.authorities)
        } catch {
            throw Failure(
                .configuration, "the file of authorities cannot be used", at: webhook.authorities ?? place,
                mend: "name a file with certificates in PEM")
        }
        return WebhookRun.Plan(
            name: "webhook:\(webhook.id)", sender: sender,
            kinds: Set(webhook.kinds.compactMap { MessageKind(rawValue: $0.rawValue) }), batch: webhook.batch)
    }
}

#if MQTT
    extension DeliveryPlan {
        private static func broker(
            _ broker: SiteConfiguration.Broker, _ configuration: SiteConfiguration
        ) throws -> BrokerPlan {
            let site = configuration.site.id
            var settings = BrokerSettings(
                host: broker.host, port: broker.port, clientID: broker.clientID ?? "wayside-\(site)")
            settings.username = broker.username
            settings.password = try broker.passwordFile.map { Secret(try SecretFile.read($0)) }
            settings.tls = broker.tls.map {
                BrokerSettings.TLS(authorities: $0.authorities, certificate: $0.certificate, key: $0.key)
            }
            settings.keepAlive_s = broker.keepAlive_s
            var plan = BrokerPlan(
                settings,
                topics: HomeTopics(base: broker.topic, site: site, discoveryPrefix: broker.discoveryPrefix),
                site: HomeSite(
                    id: site, cameras: configuration.cameras.map { HomeSite.Camera($0.settings) },
                    version: Release.version))
            (plan.tellsHome, plan.tellsCloudEvents, plan.tellsONVIF) =
                (broker.homeAssistant, broker.cloudEvents, broker.onvif)
            return plan
        }
    }
#endif
