/// The style sheet of a report: light and dark, a phone's width and up, and paper.
enum ReportStyle {
    static let sheet = """
        :root{--paper:#fbfaf8;--card:#fff;--ink:#1d2327;--soft:#667079;--rule:#e2e0db;--band:#f3f1ed;--accent:#2f6f8f;
        --info:#7d93a3;--low:#3d8f6f;--medium:#d08a1d;--high:#c2413a;--seen:rgba(61,143,111,.10);--blind:#d9d4cb}
        @media (prefers-color-scheme:dark){:root{--paper:#14181b;--card:#1d2226;--ink:#e7e9ea;--soft:#98a3ab;--rule:#30373c;
        --band:#1a1f23;--accent:#72b4d3;--info:#8ea3b2;--low:#5fb893;--medium:#e3aa4d;--high:#e5726a;
        --seen:rgba(95,184,147,.10);--blind:#3b4349}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
        main{max-width:1120px;margin:0 auto;padding:32px 20px 56px}
        h1{font-size:30px;line-height:1.2;margin:2px 0 6px;letter-spacing:-.01em}
        h2{font-size:19px;margin:40px 0 12px}
        h3{font-size:15px;margin:0;display:flex;justify-content:space-between;align-items:center;gap:8px}
        p{margin:4px 0}
        code{font:12.5px ui-monospace,"SF Mono","DejaVu Sans Mono",monospace}
        .kicker{color:var(--accent);font-weight:600;font-size:13px;letter-spacing:.02em}
        .purpose{font-size:17px}.soft{color:var(--soft)}.strong{font-weight:600}
        .note{border-left:3px solid var(--medium);padding:2px 10px;color:var(--soft)}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(120px,1fr));gap:10px;margin-top:22px}
        .tile{background:var(--card);border:1px solid var(--rule);border-top:3px solid var(--rule);border-radius:8px;padding:10px 14px}
        .tile strong{display:block;font-size:23px;line-height:1.2;font-variant-numeric:tabular-nums}.tile span{color:var(--soft);font-size:13px}
        .tile.level1{border-top-color:var(--low)}.tile.level2{border-top-color:var(--medium)}.tile.level3{border-top-color:var(--high)}
        .scroll{overflow-x:auto;background:var(--card);border:1px solid var(--rule);border-radius:8px;padding:6px}
        .plot{display:block;width:100%;height:auto}.plot.wide{min-width:760px}
        .plot text{font:12px system-ui,"Noto Sans","DejaVu Sans",sans-serif;fill:var(--ink)}.plot .soft{fill:var(--soft)}
        .plot .tick{fill:var(--soft);font-size:11px}.grid{stroke:var(--rule);stroke-width:1}.band{fill:var(--band)}
        .mark rect,.mark polygon{stroke:var(--card);stroke-width:1}.mark:hover rect,.mark:hover polygon{stroke:var(--ink)}
        .mark.ungraded{fill:var(--soft)}.mark.level0{fill:var(--info)}.mark.level1{fill:var(--low)}.mark.level2{fill:var(--medium)}.mark.level3{fill:var(--high)}
        .count{fill:var(--accent);opacity:.55}
        .legend{font-size:13px;margin-top:8px}
        .key{margin-right:14px}.key::before{content:"";display:inline-block;width:10px;height:10px;border-radius:3px;margin-right:5px;background:currentColor}
        .key.level0::before{color:var(--info)}.key.level1::before{color:var(--low)}.key.level2::before{color:var(--medium)}.key.level3::before{color:var(--high)}
        .seen{fill:var(--seen)}.observed{fill:var(--low)}.blind{fill:var(--blind)}
        .curve{fill:none;stroke:var(--accent);stroke-width:2;stroke-linejoin:round}.area{fill:var(--accent);opacity:.10}.now{fill:var(--accent)}
        .places{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,420px),1fr));gap:14px;align-items:start}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,320px),1fr));gap:14px;align-items:start}
        .card{background:var(--card);border:1px solid var(--rule);border-radius:8px;overflow:hidden;scroll-margin-top:12px}
        .card:target{outline:2px solid var(--accent)}
        .card.place{padding:12px 14px}.card.place .plot{margin:6px 0 2px}
        .card-text{padding:10px 14px 12px}
        .points{font-size:20px;font-variant-numeric:tabular-nums}.points.unrated{font-size:14px;color:var(--soft);font-weight:400}
        .pill{font-size:12px;font-weight:600;border-radius:99px;padding:1px 9px;color:#fff;background:var(--soft);white-space:nowrap}
        .pill.level0{background:#64798a}.pill.level1{background:#2d7a5c}.pill.level2{background:#a5680a}.pill.level3{background:#b2352e}
        .where{color:var(--soft);font-size:13.5px}.vector code{font-size:11.5px;overflow-wrap:anywhere}
        table{border-collapse:collapse;width:100%}td{padding:3px 0;vertical-align:top;border-top:1px solid var(--rule)}
        td+td{padding-left:10px}.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .terms{font-size:12.5px;margin-top:6px}.total td{font-weight:600;border-top:2px solid var(--rule)}
        .counts{max-width:560px}.untouched{max-width:none;margin-top:14px}
        .picture{display:block;width:100%;height:auto;background:#000}
        .zone,.line{stroke:#fff;stroke-width:3;fill:none;opacity:.55}.zone.strong,.line.strong{stroke:#ffd166;opacity:1;stroke-width:5}
        .zone.strong{fill:rgba(255,209,102,.14)}.line-start{fill:#fff;opacity:.55}.line-start.strong{fill:#ffd166;opacity:1}
        .event-box{fill:none;stroke:#ff5d52;stroke-width:5}
        .place-name{font:600 27px system-ui,"Noto Sans","DejaVu Sans",sans-serif;fill:#ffd166;paint-order:stroke;stroke:#000;stroke-width:5px}
        footer{margin-top:44px;border-top:1px solid var(--rule);padding-top:12px;font-size:13px}
        @media (max-width:520px){main{padding:20px 12px 40px}h1{font-size:24px}}
        @media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--rule:#bbb;--band:#f4f4f4}
        body{font-size:11px}main{max-width:none;padding:0}.card,.tile,section h2{break-inside:avoid}h2{break-after:avoid}
        .cards{grid-template-columns:repeat(3,1fr)}.places{grid-template-columns:repeat(2,1fr)}.scroll{overflow:visible}.plot.wide{min-width:0}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """
}
