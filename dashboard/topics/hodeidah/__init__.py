"""The page Hodeidah: the port of Hodeidah."""
