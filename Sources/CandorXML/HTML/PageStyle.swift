/// How a page looks: on a telephone, on a desk, in the dark and on paper. It loads nothing.
enum PageStyle {
  /// The style sheet of every page.
  static let sheet = page + PictureStyle.light + "@media screen and (prefers-color-scheme:dark){" + PictureStyle.dark + "}\n"

  /// The digest of ``sheet`` under which a page's policy allows it, and no other.
  static let digest = "sha256-q2jmTZdYkH2LcvDKGVrFwrD0x/i7ye5800g+GkgrFGQ="

  private static let page = """

    :root{color-scheme:light dark;--paper:#fff;--ink:#1d2730;--quiet:#55616c;--line:#d5dbe1;--wash:#f4f6f8;--link:#0b4f82;--note:#8a4b0a;
    --letters:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif;
    --text:Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,"Noto Serif","DejaVu Serif",serif}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1.5rem}
    body{margin:0 auto;padding:1.5rem 1.125rem 4rem;max-width:38.25rem;background:var(--paper);color:var(--ink);font:1.0625rem/1.65 var(--text);
    overflow-wrap:break-word;hanging-punctuation:first}
    a{color:var(--link);text-decoration-thickness:.06em;text-underline-offset:.18em}
    a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:.1875rem solid var(--link);outline-offset:.1875rem;border-radius:.125rem}
    .skip{position:absolute;left:-100vw}
    .skip:focus{left:1rem;top:1rem;padding:.5rem 1rem;background:var(--paper);z-index:1}
    h1,h2,h3,h4,h5,h6,dt,th,caption,figcaption,summary,nav,footer,.number,.label{font-family:var(--letters)}
    h1,h2,h3,h4,h5,h6{line-height:1.25;text-wrap:balance;font-weight:650}
    h1{font-size:2rem;margin:1rem 0 .5rem;letter-spacing:-.015em}
    h2{font-size:1.375rem;margin:0 0 1.25rem;letter-spacing:-.01em}
    h3{font-size:1.0625rem;margin:0 0 .75rem}
    h4,h5,h6{font-size:1rem;margin:0 0 .75rem}
    p{margin:0 0 1rem}
    code{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em;white-space:pre-wrap;overflow-wrap:anywhere}
    .subtitle{font-size:1.25rem;line-height:1.4;color:var(--quiet);margin:0 0 1.75rem;text-wrap:pretty}
    main section{margin:3.5rem 0 0;scroll-margin-top:1.5rem}
    main section section{margin:2rem 0 0}
    .label{color:var(--quiet);font-weight:500;margin-right:.35em}
    .para{position:relative}
    .number{color:var(--quiet);font-size:.8125rem;font-variant-numeric:tabular-nums;margin-right:.6em;user-select:none}
    .citation{color:var(--quiet);font-size:.875em}
    .redacted{background:var(--wash);border:1px dashed var(--quiet);border-radius:.1875rem;padding:0 .25em;font-family:var(--letters);font-size:.8125em}
    .content-note{border-left:.25rem solid var(--note);background:var(--wash);padding:1.125rem 1.25rem .25rem;margin:2rem 0}
    .content-note h2{font-size:1.0625rem;margin:0 0 .625rem}
    dl{margin:0 0 1.25rem}
    dl div{padding:.5rem 0;border-top:1px solid var(--line)}
    dl div:last-child{border-bottom:1px solid var(--line)}
    dt{font-size:.8125rem;font-weight:600;color:var(--quiet);line-height:1.5}
    dd{margin:0;min-width:0}
    .finding{border:1px solid var(--line);border-radius:.375rem;padding:1.125rem 1.125rem .125rem}
    .finding h2,.finding h3,.finding h4{text-wrap:pretty}
    .finding dl div:first-child{border-top-width:1px}
    .finding dl div:last-child{border-bottom:0}
    nav{font-size:.9375rem;line-height:1.45;margin:2.5rem 0;padding:1.25rem 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
    nav h2{font-size:.8125rem;letter-spacing:0;color:var(--quiet);margin:0 0 .5rem}
    nav ol,nav ul{list-style:none;margin:0;padding:0}
    nav li{padding:.125rem 0}
    nav a{text-decoration:none;display:flex;gap:.5em;padding:.1875rem 0}
    nav .label{flex:none;min-width:1.25em;margin:0}
    nav a:hover{text-decoration:underline}
    nav ul{display:flex;flex-wrap:wrap;gap:0 .75rem;font-size:.875rem}
    nav ul li{padding:0}
    nav ul .label{color:inherit}
    .table{margin:0 0 1.5rem;overflow-x:auto}
    table{border-collapse:collapse;width:100%;font:.875rem/1.5 var(--letters);font-variant-numeric:tabular-nums}
    caption{text-align:left;font-weight:600;padding:0 0 .5rem;text-wrap:balance}
    th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-top:1px solid var(--line);font-weight:400}
    th:last-child,td:last-child{padding-right:0}
    thead th{font-weight:600;color:var(--quiet);font-size:.8125rem;border-top:0;vertical-align:bottom}
    tbody tr:last-child th,tbody tr:last-child td{border-bottom:1px solid var(--line)}
    tbody th{font-weight:600}
    table .citation{font-size:1em}
    figure{margin:0 0 2rem}
    figcaption{font-weight:600;font-size:.9375rem;line-height:1.4;margin:0 0 .75rem}
    .sheets{overflow-x:auto;margin:0 0 .75rem}
    .sheets svg{display:block;max-width:100%;height:auto;margin:0 0 1rem}
    .sheets svg[width="640"]{width:100%;min-width:35rem}
    .sheets a .label{fill:var(--link)}
    .sheets a:hover .label{text-decoration:underline}
    summary{font-size:.8125rem;color:var(--quiet);cursor:pointer;padding:.25rem 0}
    .in-words p{font-size:.9375rem}
    ul.evidence{list-style:none;margin:0 0 1.25rem;padding:0}
    ul.evidence li{display:grid;grid-template-columns:3rem 1fr;padding:.625rem 0;border-top:1px solid var(--line);scroll-margin-top:1.5rem}
    .evidence cite{font-style:normal}
    .evidence .notes{grid-column:2;color:var(--quiet);font-size:.9375rem}
    footer{margin:4rem 0 0;padding:1.25rem 0 0;border-top:1px solid var(--line);font-size:.875rem;color:var(--quiet)}
    footer h2{font-size:1rem;color:var(--ink)}
    :target{background:var(--wash);box-shadow:0 0 0 .375rem var(--wash)}
    @media screen and (max-width:39.99rem){
    thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    table,caption,tbody,tr,th,td{display:block;width:auto}
    tr{padding:.625rem 0;border-top:1px solid var(--line)}
    tbody tr:last-child{border-bottom:1px solid var(--line)}
    tbody th,tbody td,tbody tr:last-child th,tbody tr:last-child td{border:0;padding:.125rem 0}
    tbody td,tbody tr:last-child td{display:flow-root;padding-left:7rem}
    tbody td::before{content:attr(data-label);float:left;width:6.25rem;margin-left:-7rem;color:var(--quiet);font-weight:600;font-size:.8125rem}
    }
    @media screen and (min-width:40rem),print{
    body{font-size:1.125rem;padding:3rem 2rem 6rem;max-width:46rem}
    h1{font-size:2.5rem}
    h2{font-size:1.625rem}
    h3{font-size:1.1875rem}
    main,header{padding-left:3rem}
    .content-note{margin-left:-3rem;padding-left:2.75rem}
    .para .number{position:absolute;right:100%;margin-right:.9rem;top:.3em;line-height:1.5}
    dl div{display:grid;grid-template-columns:8.5rem minmax(0,1fr);column-gap:1.25rem}
    dt{padding-top:.25rem}
    .finding{padding:1.375rem 1.5rem .25rem}
    .finding dl{font-size:1rem}
    nav{margin-left:3rem}
    footer{margin-left:3rem}
    }
    @media screen and (min-width:72rem){
    body{max-width:66rem;display:grid;grid-template-columns:14rem minmax(0,44rem);column-gap:4rem;justify-content:center;align-content:start}
    header,main,footer{grid-column:2}
    nav{grid-column:1;grid-row:1/4;position:sticky;top:2rem;align-self:start;margin:1rem 0 0;border:0;padding:0 .5rem 2rem 0;max-height:calc(100vh - 4rem);
    overflow-y:auto;font-size:.875rem}
    }
    @media screen and (prefers-color-scheme:dark){
    :root{--paper:#14191e;--ink:#e4e8ec;--quiet:#aab4be;--line:#36404a;--wash:#1f262d;--link:#8fc4f0;--note:#eba057}
    }
    @media print{
    @page{size:A4;margin:20mm 18mm}
    html{font-size:10.5pt}
    body{max-width:none;padding:0;font-size:10.5pt;line-height:1.5}
    a{color:inherit;text-decoration:none}
    .skip,footer a{display:none}
    .sheets a .label{fill:#1d2730}
    main,header{padding-left:2.5rem}
    .content-note{margin-left:-2.5rem;padding-left:2.25rem}
    nav{margin:2rem 0 0 2.5rem;padding:1rem 0}
    footer{margin-left:2.5rem}
    h1,h2,h3,h4,h5,h6,caption,figcaption{break-after:avoid;break-inside:avoid}
    .finding{border:0;border-radius:0;padding:0}
    .finding dl div:last-child{border-bottom:1px solid var(--line)}
    p,dl div,li{orphans:3;widows:3}
    tr,dl div,.sheets svg,.content-note,.evidence li{break-inside:avoid}
    thead{display:table-header-group}
    .table,.sheets{overflow:visible}
    .sheets svg[width="640"]{min-width:0}
    .in-words::details-content{content-visibility:visible;display:block;height:auto}
    main section{margin-top:2.25rem}
    :target{background:none;box-shadow:none}
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    }

    """
}
