extension DocBook {
  /// `Schemas/candor-findings.rng`, word for word, so that the built program needs no file. A test holds the two equal.
  package static let grammar = #"""
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- The grammar of Candor's findings: a profile of DocBook 5.2, whole in this file.

         Whatever it accepts is also valid DocBook 5.2, 5.1 and 5.0, so every DocBook tool can read findings. It is
         a work of its own, not a copy of DocBook's grammar, and keeps to one pattern a name: that is what lets a
         validator stream, and point at the right line. Rules beyond a grammar are in candor-findings.sch; the same
         grammar, shorter to read, is candor-findings.rnc.

         The a:documentation of an element is the rule in words; a validator shows it beside a fault.
         Docs/findings-markup.md is the guide for those who style or transform findings. -->
    <grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://docbook.org/ns/docbook"
             xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0"
             datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">

      <start><ref name="article"/></start>

      <!-- The whole: what it is, the particulars, the content note as the first section, the sections, how to verify. -->
      <define name="article">
        <element name="article">
          <a:documentation>An article has a version, a language (xml:lang), a role (the kind of report) and an audience, and holds an info, then the particulars (a variablelist), then sections, and last an appendix on verification.</a:documentation>
          <attribute name="version"><value>5.2-subset candor-findings-1.0</value></attribute>
          <attribute name="xml:lang"><data type="language"/></attribute>
          <!-- The kind of report. -->
          <attribute name="role">
            <choice><value>findings</value><value>mandates</value><value>period</value><value>duties</value></choice>
          </attribute>
          <!-- The edition. -->
          <attribute name="audience"><choice><value>case</value><value>members</value><value>public</value></choice></attribute>
          <ref name="info"/>
          <optional><ref name="variablelist"/></optional>
          <oneOrMore><ref name="section"/></oneOrMore>
          <optional><ref name="appendix"/></optional>
        </element>
      </define>

      <define name="info">
        <element name="info">
          <a:documentation>An info holds a title, then perhaps a subtitle, then perhaps a revhistory.</a:documentation>
          <ref name="title"/>
          <optional><ref name="subtitle"/></optional>
          <optional><ref name="revhistory"/></optional>
        </element>
      </define>

      <define name="title">
        <element name="title">
          <a:documentation>A title holds text only.</a:documentation>
          <text/>
        </element>
      </define>

      <define name="subtitle">
        <element name="subtitle">
          <a:documentation>A subtitle holds text only.</a:documentation>
          <text/>
        </element>
      </define>

      <!-- The editions before this one and what each changed, newest first. -->
      <define name="revhistory">
        <element name="revhistory">
          <a:documentation>A revhistory holds revisions.</a:documentation>
          <oneOrMore><ref name="revision"/></oneOrMore>
        </element>
      </define>

      <define name="revision">
        <element name="revision">
          <a:documentation>A revision holds a revnumber, a date and a revremark, in this order.</a:documentation>
          <ref name="revnumber"/>
          <ref name="date"/>
          <ref name="revremark"/>
        </element>
      </define>

      <define name="revnumber">
        <element name="revnumber">
          <a:documentation>A revnumber is a whole number from 1.</a:documentation>
          <data type="positiveInteger"/>
        </element>
      </define>

      <define name="date">
        <element name="date">
          <a:documentation>A date is a day as YYYY-MM-DD.</a:documentation>
          <data type="date"><param name="pattern">\d{4}-\d{2}-\d{2}</param></data>
        </element>
      </define>

      <define name="revremark">
        <element name="revremark">
          <a:documentation>A revremark holds text only.</a:documentation>
          <text/>
        </element>
      </define>

      <define name="section">
        <element name="section">
          <a:documentation>A section has an xml:id and a role (a finding also has a label), and holds a title, then paragraphs, lists, tables, figures or sources, then sections, and is never empty.</a:documentation>
          <attribute name="xml:id"><data type="ID"/></attribute>
          <attribute name="role">
            <choice>
              <value>finding</value>
              <value>content-note</value>
              <value>summary</value>
              <value>body</value>
              <value>dissent</value>
              <value>reply</value>
              <value>withheld</value>
              <value>verification</value>
              <value>evidence</value>
            </choice>
          </attribute>
          <!-- That a finding has one is among the rules: a choice of attributes would keep a validator from streaming. -->
          <optional><attribute name="label"/></optional>
          <ref name="content"/>
        </element>
      </define>

      <!-- How to check the report. -->
      <define name="appendix">
        <element name="appendix">
          <a:documentation>The appendix is the last thing in an article; it has an xml:id and the role verification, and holds what a section holds.</a:documentation>
          <attribute name="xml:id"><data type="ID"/></attribute>
          <attribute name="role"><value>verification</value></attribute>
          <optional><attribute name="label"/></optional>
          <ref name="content"/>
        </element>
      </define>

      <define name="content">
        <ref name="title"/>
        <choice>
          <group>
            <oneOrMore><ref name="block"/></oneOrMore>
            <zeroOrMore><ref name="section"/></zeroOrMore>
          </group>
          <oneOrMore><ref name="section"/></oneOrMore>
        </choice>
      </define>

      <define name="block">
        <choice>
          <ref name="para"/>
          <ref name="variablelist"/>
          <ref name="table"/>
          <ref name="figure"/>
          <ref name="bibliolist"/>
        </choice>
      </define>

      <!-- Numbers run through the whole report: a reader can say "paragraph 12". -->
      <define name="para">
        <element name="para">
          <a:documentation>A para has an xml:id and begins with its number in a phrase of the role para-number; text without a number stands in a simpara.</a:documentation>
          <attribute name="xml:id"><data type="ID"/></attribute>
          <ref name="phrase"/>
          <ref name="inlines"/>
        </element>
      </define>

      <!-- Labelled lines: a term and what is said of it. -->
      <define name="variablelist">
        <element name="variablelist">
          <a:documentation>A variablelist holds varlistentries; the one of an article's particulars has the role particulars.</a:documentation>
          <optional><attribute name="role"><value>particulars</value></attribute></optional>
          <oneOrMore><ref name="varlistentry"/></oneOrMore>
        </element>
      </define>

      <define name="varlistentry">
        <element name="varlistentry">
          <a:documentation>A varlistentry holds one term and one listitem.</a:documentation>
          <ref name="term"/>
          <ref name="listitem"/>
        </element>
      </define>

      <define name="term">
        <element name="term">
          <a:documentation>A term holds text only.</a:documentation>
          <text/>
        </element>
      </define>

      <define name="listitem">
        <element name="listitem">
          <a:documentation>A listitem holds one simpara.</a:documentation>
          <ref name="simpara"/>
        </element>
      </define>

      <define name="simpara">
        <element name="simpara">
          <a:documentation>A simpara holds text, phrases, links, bibliorefs and literals.</a:documentation>
          <ref name="inlines"/>
        </element>
      </define>

      <!-- DocBook's HTML model of tables; the first column names the row. -->
      <define name="table">
        <element name="table">
          <a:documentation>A table has an xml:id, the role vote where it holds the counts of one, and holds a caption, a thead and a tbody.</a:documentation>
          <attribute name="xml:id"><data type="ID"/></attribute>
          <optional><attribute name="role"><value>vote</value></attribute></optional>
          <ref name="caption"/>
          <ref name="thead"/>
          <ref name="tbody"/>
        </element>
      </define>

      <define name="caption">
        <element name="caption">
          <a:documentation>A caption holds text only.</a:documentation>
          <text/>
        </element>
      </define>

      <define name="thead">
        <element name="thead">
          <a:documentation>A thead holds one tr.</a:documentation>
          <ref name="tr"/>
        </element>
      </define>

      <define name="tbody">
        <element name="tbody">
          <a:documentation>A tbody holds at least one tr.</a:documentation>
          <oneOrMore><ref name="tr"/></oneOrMore>
        </element>
      </define>

      <define name="tr">
        <element name="tr">
          <a:documentation>A tr holds a th for each column in the head; in the body one th that names the row, then tds.</a:documentation>
          <oneOrMore><ref name="th"/></oneOrMore>
          <zeroOrMore><ref name="td"/></zeroOrMore>
        </element>
      </define>

      <define name="th">
        <element name="th">
          <a:documentation>A th has a scope, col in the head and row in the body, and holds what a simpara holds.</a:documentation>
          <attribute name="scope"><choice><value>col</value><value>row</value></choice></attribute>
          <ref name="inlines"/>
        </element>
      </define>

      <define name="td">
        <element name="td">
          <a:documentation>A td holds what a simpara holds.</a:documentation>
          <ref name="inlines"/>
        </element>
      </define>

      <!-- A picture, drawn from the record; what it shows stands in words beside it. -->
      <define name="figure">
        <element name="figure">
          <a:documentation>A figure has an xml:id and holds a title and a mediaobject.</a:documentation>
          <attribute name="xml:id"><data type="ID"/></attribute>
          <ref name="title"/>
          <ref name="mediaobject"/>
        </element>
      </define>

      <define name="mediaobject">
        <element name="mediaobject">
          <a:documentation>A mediaobject holds perhaps an imageobject, then a textobject that says in words what the picture shows.</a:documentation>
          <optional><ref name="imageobject"/></optional>
          <ref name="textobject"/>
        </element>
      </define>

      <define name="imageobject">
        <element name="imageobject">
          <a:documentation>An imageobject holds an imagedata.</a:documentation>
          <ref name="imagedata"/>
        </element>
      </define>

      <!-- A file beside the document, never an address elsewhere. -->
      <define name="imagedata">
        <element name="imagedata">
          <a:documentation>An imagedata has the format SVG and a fileref, the name of a file beside the document, and is empty.</a:documentation>
          <attribute name="fileref"><data type="string"><param name="pattern">[A-Za-z0-9._\-]+\.svg</param></data></attribute>
          <attribute name="format"><value>SVG</value></attribute>
          <empty/>
        </element>
      </define>

      <define name="textobject">
        <element name="textobject">
          <a:documentation>A textobject holds one phrase of the role alternative.</a:documentation>
          <ref name="phrase"/>
        </element>
      </define>

      <!-- The sources that citations point at. -->
      <define name="bibliolist">
        <element name="bibliolist">
          <a:documentation>A bibliolist holds bibliomixed entries.</a:documentation>
          <oneOrMore><ref name="bibliomixed"/></oneOrMore>
        </element>
      </define>

      <define name="bibliomixed">
        <element name="bibliomixed">
          <a:documentation>A bibliomixed has an xml:id and the role evidence, and holds an abbrev, a title and perhaps a phrase of the role notes.</a:documentation>
          <attribute name="xml:id"><data type="ID"/></attribute>
          <attribute name="role"><value>evidence</value></attribute>
          <ref name="abbrev"/>
          <ref name="title"/>
          <optional><ref name="phrase"/></optional>
        </element>
      </define>

      <!-- What citations call a source. -->
      <define name="abbrev">
        <element name="abbrev">
          <a:documentation>An abbrev holds text only.</a:documentation>
          <text/>
        </element>
      </define>

      <define name="inlines">
        <zeroOrMore>
          <choice>
            <text/>
            <ref name="phrase"/>
            <ref name="link"/>
            <ref name="biblioref"/>
            <ref name="literal"/>
          </choice>
        </zeroOrMore>
      </define>

      <define name="phrase">
        <element name="phrase">
          <a:documentation>A phrase has one of the roles para-number, citation, entry, redacted, notes, alternative and those of a vote's counts (yes, no, abstained, cast, recused, present, eligible), and holds what a simpara holds.</a:documentation>
          <attribute name="role">
            <choice>
              <!-- The number of a paragraph. -->
              <value>para-number</value>
              <!-- Where a statement comes from: entries, and bibliorefs each with its basis. -->
              <value>citation</value>
              <!-- The number of an entry of the record. -->
              <value>entry</value>
              <!-- A fixed label in place of what this edition may not show. -->
              <value>redacted</value>
              <!-- What is to be known of a source. -->
              <value>notes</value>
              <!-- What a picture shows, in words. -->
              <value>alternative</value>
              <!-- The numbers of a vote. -->
              <value>yes</value>
              <value>no</value>
              <value>abstained</value>
              <value>cast</value>
              <value>recused</value>
              <value>present</value>
              <value>eligible</value>
            </choice>
          </attribute>
          <ref name="inlines"/>
        </element>
      </define>

      <!-- A reference within the report. -->
      <define name="link">
        <element name="link">
          <a:documentation>A link has a linkend, the xml:id of what it points at, and holds text only.</a:documentation>
          <attribute name="linkend"><data type="IDREF"/></attribute>
          <text/>
        </element>
      </define>

      <define name="biblioref">
        <element name="biblioref">
          <a:documentation>A biblioref has a linkend, the xml:id of a bibliomixed, and is empty.</a:documentation>
          <attribute name="linkend"><data type="IDREF"/></attribute>
          <empty/>
        </element>
      </define>

      <!-- To be copied exactly: a digest, a command. -->
      <define name="literal">
        <element name="literal">
          <a:documentation>A literal holds text only.</a:documentation>
          <text/>
        </element>
      </define>
    </grammar>

    """#
}
