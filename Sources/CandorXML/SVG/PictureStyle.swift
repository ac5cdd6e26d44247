/// How the marks of a drawing look. Areas differ in lightness, outline and lines as well as in color, so that they stay apart in print without
/// color and for eyes that see few colors.
enum PictureStyle {
  /// On white.
  static let light: String = """

    .drawing text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif;font-size:12px;font-weight:400;fill:#1d2730}
    .drawing text.heading{font-size:14px;font-weight:600;paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}
    .drawing text.year{font-size:11px;font-weight:600}
    .drawing text.tick{font-size:11px;fill:#4c5863}
    .drawing path,.drawing line{fill:none;stroke-width:1}
    .drawing .grid{stroke:#dde2e7}
    .drawing .guide{stroke:#eef1f4}
    .drawing .axis{stroke:#4c5863}
    .drawing .fold{stroke:#77828d}
    .drawing path.bound{stroke:#1d2730;stroke-width:1.5}
    .drawing polygon.bound{fill:#1d2730}
    .drawing .moment{stroke:#1d2730;stroke-dasharray:4 3}
    .drawing path.halo{stroke:#fff;stroke-width:4}
    .drawing .gap{fill:#f1f3f5}
    .drawing .event{fill:#0b4f82}
    .drawing .between{fill:#dce9f4;stroke:#6a97be}
    .drawing .wait{fill:#eceff2;stroke:#4c5863}
    .drawing .due{fill:#1d2730}
    .drawing .overdue{fill:#c4450c;stroke:#7d2a05}
    .drawing .undetermined{fill:#fff;stroke:#4c5863;stroke-dasharray:3 2}
    .drawing .yes{fill:#0b4f82;stroke:#0b4f82}
    .drawing .no{fill:#eba057;stroke:#8a4b0a}
    .drawing .other{fill:#d3d9de;stroke:#4c5863}
    .drawing .apart{fill:#fff;stroke:#4c5863}
    .drawing rect.hatched{fill:#fff}
    .drawing rect.overdue.hatched{fill:none}
    .drawing path.overdue{stroke:#fff;fill:none}
    .drawing path.yes,.drawing path.no,.drawing path.other,.drawing path.apart{fill:none;stroke-width:1.5}

    """

  /// On black: what differs.
  static let dark: String = """

    .drawing text{fill:#e4e8ec}
    .drawing text.tick{fill:#aab4be}
    .drawing .grid{stroke:#333c45}
    .drawing .guide{stroke:#252c33}
    .drawing .axis{stroke:#aab4be}
    .drawing .fold{stroke:#77828d}
    .drawing path.bound{stroke:#e4e8ec}
    .drawing polygon.bound{fill:#e4e8ec}
    .drawing .moment{stroke:#e4e8ec}
    .drawing text.heading,.drawing path.halo{stroke:#14191e}
    .drawing .gap{fill:#1f262d}
    .drawing .event{fill:#7db8e8}
    .drawing .between{fill:#1b3a54;stroke:#4f86b3}
    .drawing .wait{fill:#2b333b;stroke:#aab4be}
    .drawing .due{fill:#e4e8ec}
    .drawing .overdue{fill:#e0682e;stroke:#f0a27c}
    .drawing .undetermined{fill:#14191e;stroke:#aab4be}
    .drawing .yes{fill:#7db8e8;stroke:#7db8e8}
    .drawing .no{fill:#9c5a17;stroke:#eba057}
    .drawing .other{fill:#46515c;stroke:#aab4be}
    .drawing .apart{fill:#14191e;stroke:#aab4be}
    .drawing rect.hatched{fill:#14191e}
    .drawing rect.overdue.hatched{fill:none}
    .drawing path.overdue{stroke:#14191e;fill:none}

    """
}
