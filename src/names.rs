//! Enums whose values have names in addresses, files and scripts.

/// Declares an enum with the name of each of its variants, the only place of that name:
///
/// ```ignore
/// names! {
///     /// How rows are grouped.
///     pub enum Group {
///         /// Their status.
///         Status = "status",
///     }
/// }
/// ```
///
/// It can be copied, compared and shown for debugging; `ALL` contains every variant in order,
/// `name()` returns a variant's name, and `named(…)` the variant with a name.
macro_rules! names {
    (
        $(#[$meta:meta])*
        pub enum $Name:ident {
            $( $(#[$of_variant:meta])* $Variant:ident = $name:literal, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $Name {
            $( $(#[$of_variant])* $Variant, )*
        }

        impl $Name {
            /// Every variant, in order.
            pub const ALL: &[Self] = &[ $( Self::$Variant, )* ];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self {
                    $( Self::$Variant => $name, )*
                }
            }

            /// The variant with this name, if there is one.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

pub(crate) use names;
