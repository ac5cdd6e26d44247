/// The elements of findings.
enum Element: String, CaseIterable {
  case abbrev, appendix, article, bibliolist, bibliomixed, biblioref, caption, date, figure, imagedata, imageobject, info, link, listitem
  case literal, mediaobject, para, phrase, revhistory, revision, revnumber, revremark, section, simpara, subtitle, table, tbody, td, term
  case textobject, th, thead, title, tr, variablelist, varlistentry
  /// One that findings do not have.
  case other
}

/// The attributes of findings that say more than the grammar can tell.
enum Attribute: String, CaseIterable {
  case fileref, label, linkend, role, scope
  case id = "xml:id"
  case language = "xml:lang"
}

/// The start of an element, as it passes.
struct Tag {
  var element: Element
  private var fileref, id, label, language, linkend, role, scope: String?

  init(_ element: Element) { self.element = element }

  subscript(attribute: Attribute) -> String? {
    get {
      switch attribute {
      case .fileref: fileref
      case .id: id
      case .label: label
      case .language: language
      case .linkend: linkend
      case .role: role
      case .scope: scope
      }
    }
    set {
      switch attribute {
      case .fileref: fileref = newValue
      case .id: id = newValue
      case .label: label = newValue
      case .language: language = newValue
      case .linkend: linkend = newValue
      case .role: role = newValue
      case .scope: scope = newValue
      }
    }
  }
}
