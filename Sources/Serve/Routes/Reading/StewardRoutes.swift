internal import Base
internal import Ledger
internal import Score

/// Who operates Wayside.
enum StewardRoutes {
    static let list: Route.Handler = { _, office in
        let accounts = try office.reader.stewardBook().accounts
        return Answer { object in
            object.member("items", accounts) { account, object in
                object.member("name", account.name)
                object.member("roles", account.roles.map(\.rawValue))
                object.member("authority", account.state.rawValue)
                object.member("since", account.stateSince)
                object.member("added", account.added)
                object.member("left", account.hasLeft)
            }
            object.next(nil)
        }
    }
}
