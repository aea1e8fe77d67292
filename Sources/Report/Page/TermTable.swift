import Score

/// One line of the account behind a number.
struct Term {
    let name: String
    /// How the amount comes about.
    let reason: String
    let amount: String
}

/// The account behind a number: one row per term, and the number as the last row.
struct TermTable {
    let terms: [Term]
    let total: String
    let totalName: String

    /// Writes the table; nothing when there are no terms.
    func write(into page: inout Markup) {
        guard !terms.isEmpty else { return }
        page.element("table", ["class": "terms"]) { table in
            table.element("tbody", [:]) { body in
                for term in terms {
                    body.element("tr", [:]) { row in
                        row.element("td", term.name)
                        row.element("td", ["class": "soft"], term.reason)
                        row.element("td", ["class": "number"], term.amount)
                    }
                }
                body.element("tr", ["class": "total"]) { row in
                    row.element("td", ["colspan": "2"], totalName)
                    row.element("td", ["class": "number"], total)
                }
            }
        }
    }
}
