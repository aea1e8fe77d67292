import Base
import Foundation
import Testing

@Suite struct `JSON text` {
    @Test(
        arguments: [
            (0, 4, "0"), (0.25, 4, "0.25"), (-3, 4, "-3"), (12.00044, 4, "12.0004"), (0.5, 0, "1"), (-0.00001, 4, "0"),
            (0.00005, 4, "0.0001"),
            (1.999999, 3, "2"), (1e14, 6, "100000000000000"), (-999_999_999_999_999, 9, "-999999999999999"),
            (1e15, 4, "null"),
            (.nan, 4, "null"), (-.infinity, 4, "null"), (0.1 + 0.2, 4, "0.3"), (123456789.125, 18, "123456789.125"),
        ] as [(Double, Int, String)])
    func `numbers are written in one fixed way`(value: Double, decimals: Int, expected: String) {
        #expect(JSONText.format(value, decimals: decimals) == expected)
    }

    @Test func `members, arrays and objects are separated as they must be`() throws {
        var json = JSONText()
        json.object { root in
            root.member("a", "x")
            root.key("b")
            root.array { list in
                list.integer(1)
                list.bool(false)
                list.null()
                list.object { _ in }
                list.array { _ in }
                list.number(2.5)
            }
            root.member("c", Int64(-1))
            root.key("d")
            root.object { $0.member("e", 0.125, decimals: 2) }
        }
        #expect(json.text == #"{"a":"x","b":[1,false,null,{},[],2.5],"c":-1,"d":{"e":0.13}}"#)
    }

    @Test(arguments: [
        "plain", "quote \" backslash \\", "line\nfeed\r\t", "\u{0}\u{1}\u{1F}\u{7F}", "ä ☂ 🚲", "e\u{301}", "</script>",
        "",
    ])
    func `any text reads back as it was`(text: String) throws {
        var json = JSONText()
        json.array { $0.string(text) }
        let read = try JSONSerialization.jsonObject(with: Data(json.text.utf8)) as? [String]
        #expect(read?.first.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    }
}
