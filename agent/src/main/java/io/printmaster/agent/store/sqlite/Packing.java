package io.printmaster.agent.store.sqlite;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// The payloads of the queue as they are kept: deflated (RFC 1951) with a dictionary of what every record says, so
/// that a sample of some 600 bytes takes about 120, behind a checksum (CRC-32) of the JSON, so that a flipped bit
/// is noticed. One that an older agent has kept, unpacked or with the headers of zlib (RFC 1950), is taken as it
/// is. Thread-safe.
final class Packing {
    /// The first byte of a packed payload, which begins no JSON. A better dictionary would have another number.
    private static final byte PACKED = 2;

    private static final byte PACKED_ZLIB = 1;
    private static final int HEADER = 5;

    private static final byte JSON = '{';

    /// No record on the wire is nearly as long; a damaged one may say anything.
    private static final int MAX_BYTES = 16 << 20;

    /// Never to be changed: what lies in files was packed with it. What is most frequent comes last.
    private static final byte[] DICTIONARY = """
            "uuid":"","asset_number":"","media":"","level_origin":"maker","trays":[{"index":"8.1","name":"Tray 1",\
            "state":"ok","percent":100,"level":500,"capacity":500,"unit":"sheets"},{"index":"8.2","name":"Tray 2",\
            "type":"wasteToner","class":"receptacle","state":"some_left","maybe_low","empty","missing","unknown",\
            "fuser","drum","opc","transferUnit","tonerCartridge","inkCartridge","doubtful_counters":[{"name":"reason":\
            {"device_key":"serial:HP/CANON/BROTHER/KYOCERA/LEXMARK/RICOH/XEROX/EPSON/SAMSUNG/mac:uuid:","serial":"",\
            "manufacturer":"HP","model":"LaserJet","firmware":"","ip":"192.168.1.1","hostname":"printer",\
            "mac_address":"00:00:00:","subnet_mask":"255.255.255.0","gateway":"192.168.1.1","web_ui_url":"http://",\
            "location":"","description":"","device_type":"network","source_type":"snmp","discovery_method":"snmp",\
            "first_seen":"2026-01-01T00:00:00Z","last_seen":"2026-01-01T00:00:00Z","status":"offline","status":"down",\
            "status":"warning","status":"printing","status":"idle","errors":["lowToner","noPaper","doorOpen","jammed",\
            "console_text":"Ready","consumables":["black toner","cyan toner","magenta toner","yellow toner"],\
            "status_messages":[""],"supplies":[{"index":"1.1","name":"Black Toner","type":"tonerCartridge",\
            "color":"black","class":"consumed","state":"low","percent":10,"level":1000,"capacity":10000,\
            "unit":"percent","part_number":""}],"alerts":[{"code":808,"severity":"critical","severity":"warning",\
            "group":8,"subunit":"8.1","text":""}],"capabilities":["color","copy","duplex","fax","scan"]}\
            {"device_key":"serial:HP/","serial":"","timestamp":"2026-01-01T00:00:00.000Z","page_count":10000,\
            "color_pages":1000,"mono_pages":1000,"scan_count":1000,"toner_levels":{"black":50,"cyan":50,"magenta":50,\
            "yellow":50,"waste_toner":50,"drum_life":50,"fuser_life":50,"transfer_belt":50},"counters":{"color":1000,\
            "copy":1000,"counted":1000,"duplex":1000,"fax_in":0,"fax_out":0,"large_format":0,"mono":1000,"print":1000,\
            "scan":1000,"total":10000},"counter_unit":"impressions","supplies":[{"index":"1.1","name":"black",\
            "percent":50,"state":"ok"},{"index":"1.2","name":"cyan","percent":50,"state":"ok"},{"index":"1.3",\
            "name":"magenta","percent":50,"state":"ok"},{"index":"1.4","name":"yellow","percent":50,"state":"ok"}]}\
            """.getBytes(StandardCharsets.US_ASCII);

    private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);
    private final byte[] chunk = new byte[4096];

    /// A payload that was kept is not what was queued.
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1;

        DamagedException(String message) {
            super(message);
        }
    }

    synchronized byte[] pack(byte[] json) {
        deflater.reset();
        deflater.setDictionary(DICTIONARY);
        deflater.setInput(json);
        deflater.finish();
        ByteArrayOutputStream packed = new ByteArrayOutputStream(256);
        packed.writeBytes(
                ByteBuffer.allocate(HEADER).put(PACKED).putInt(checksum(json)).array());
        while (!deflater.finished()) {
            packed.write(chunk, 0, deflater.deflate(chunk));
        }
        return packed.toByteArray();
    }

    private static int checksum(byte[] json) {
        CRC32 sum = new CRC32();
        sum.update(json);
        return (int) sum.getValue();
    }

    /// @throws DamagedException when it is not what was packed
    synchronized byte[] unpack(byte[] kept) throws DamagedException {
        if (kept.length > 0 && kept[0] == JSON) {
            return kept;
        }
        if (kept.length > 0 && kept[0] == PACKED_ZLIB) {
            Inflater older = new Inflater();
            try {
                return inflate(older, kept, 1);
            } finally {
                older.end();
            }
        }
        if (kept.length <= HEADER || kept[0] != PACKED) {
            throw new DamagedException("the payload is of no known form");
        }
        inflater.reset();
        inflater.setDictionary(DICTIONARY);
        byte[] json = inflate(inflater, kept, HEADER);
        if (checksum(json) != ByteBuffer.wrap(kept).getInt(1)) {
            throw new DamagedException("the payload's checksum does not fit");
        }
        return json;
    }

    private byte[] inflate(Inflater inflater, byte[] kept, int from) throws DamagedException {
        inflater.setInput(kept, from, kept.length - from);
        ByteArrayOutputStream json = new ByteArrayOutputStream(1024);
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(chunk);
                if (count == 0 && inflater.needsDictionary()) {
                    inflater.setDictionary(DICTIONARY);
                } else if (count == 0 || json.size() > MAX_BYTES) {
                    throw new DamagedException("the payload is cut off");
                }
                json.write(chunk, 0, count);
            }
        } catch (DataFormatException | IllegalArgumentException e) {
            throw new DamagedException("the payload cannot be unpacked: " + e.getMessage());
        }
        return json.toByteArray();
    }
}
