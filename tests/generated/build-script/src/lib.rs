//! What a package looks like that generates from its contract while it is built.

macro_rules! generated {
    ($($(#[$doc:meta])* $module:ident = $folder:literal;)*) => {
        $(
            $(#[$doc])*
            pub mod $module {
                include!(concat!(env!("OUT_DIR"), "/", $folder, "/mod.rs"));
            }
        )*
    };
}

generated! {
    /// The running example: types, client and server.
    api = "api";
    /// `specs/features/discriminator.yaml`
    discriminator = "discriminator";
    /// `specs/features/enums.yaml`
    enums = "enums";
    /// `specs/features/integer-enums.yaml`
    integer_enums = "integer-enums";
    /// `specs/features/many-required.yaml`
    many_required = "many-required";
    /// `specs/features/maps.yaml`
    maps = "maps";
    /// `specs/features/presence.yaml`
    presence = "presence";
    /// `specs/features/recursion.yaml`
    recursion = "recursion";
    /// `specs/features/unions.yaml`
    unions = "unions";
}
