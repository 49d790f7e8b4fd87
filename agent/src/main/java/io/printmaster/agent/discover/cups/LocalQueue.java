package io.printmaster.agent.discover.cups;

/// A print queue of this computer, in the words of its print system.
///
/// @param deviceUri    where it sends its jobs, such as `usb://HP/LaserJet%201020?serial=...`
/// @param deviceId     IEEE 1284 id of the printer behind it, if told
/// @param makeAndModel of the driver rather than of the printer
/// @param shared       whether other computers may print on it
public record LocalQueue(
        String name, String deviceUri, String deviceId, String makeAndModel, String location, boolean shared) {}
