//! Links that begin a letter.

use super::element::{Element, element};

/// A link to a new letter to `address`, which may be empty, with `subject` and `body` filled in
/// (RFC 6068). Everything but plain letters and digits is percent-encoded, so that neither text
/// can add a field.
pub fn mail_to(address: &str, subject: &str, body: &str) -> Element {
    // What a bundle's link already fills in gives way.
    let end = address.find('?').unwrap_or(address.len());
    let mut href = String::from("mailto:");
    href.push_str(&address[..end]);
    href.push_str("?subject=");
    encode(&mut href, subject);
    href.push_str("&body=");
    encode(&mut href, body);
    element("a")
        .set("href", href)
        .set("rel", "external noopener noreferrer")
}

fn encode(out: &mut String, text: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        // A line ends with both in a letter.
        if byte == b'\n' {
            out.push_str("%0D");
        }
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mail_to;

    #[test]
    fn a_letter_cannot_add_a_field_or_a_recipient() {
        let link = mail_to(
            "a@b.example?bcc=c@d.example",
            "A&bcc=x@y.example",
            "é?\n&to=x",
        );
        assert_eq!(
            link.attribute("href"),
            Some(
                "mailto:a@b.example?subject=A%26bcc%3Dx%40y%2Eexample&body=%C3%A9%3F%0D%0A%26to%3Dx"
            )
        );
    }
}
