package io.printmaster.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BrandTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Hewlett-Packard               | HP
            Hewlett Packard               | HP
            ' HP Inc. '                   | HP
            hp                            | HP
            HPE                           | HPE
            Brother Industries, Ltd.      | Brother
            SEIKO EPSON CORP.             | Epson
            OKI DATA CORP                 | OKI
            OKIDATA                       | OKI
            Lexmark International         | Lexmark
            KONICA MINOLTA, Inc.          | Konica Minolta
            Minolta                       | Konica Minolta
            TA Triumph-Adler              | Triumph-Adler
            TA_UTAX                       | UTAX
            KYOCERA Document Solutions    | Kyocera
            FUJI XEROX CO., LTD.          | Fuji Xerox
            TOSHIBA TEC CORPORATION       | Toshiba TEC
            Acme Industries Co., Ltd.     | Acme
            Developers United             | Developers United
            """)
    void makers_haveOneSpelling(String told, String brand) {
        assertThat(Brand.normal(told)).isEqualTo(brand);
        assertThat(Brand.normal(Brand.normal(told))).as("again").isEqualTo(brand);
    }

    @Test
    void keys_areTheSameWhateverTheSpelling() {
        PrinterKey key = PrinterKey.ofSerial("HP", "VNB3K12345").orElseThrow();

        assertThat(PrinterKey.ofSerial("Hewlett-Packard", "vnb3k12345")).contains(key);
        assertThat(PrinterKey.ofSerial("HP Inc.", " VNB3K12345 ")).contains(key);
        assertThat(PrinterKey.ofSerial("Acme Ltd", "A1B2C3D4")).isEqualTo(PrinterKey.ofSerial("ACME", "A1B2C3D4"));
        assertThat(PrinterKey.ofSerial("Acme", "VNB3K12345")).get().isNotEqualTo(key);
    }

    @Test
    void noMaker_isNoMaker() {
        assertThat(Brand.normal(" ")).isEmpty();
        assertThat(Brand.normal("Inc.")).isEqualTo("Inc.");
        assertThat(Brand.of("Printer 7")).isEmpty();
        assertThat(Brand.same("", "HP")).isFalse();
        assertThat(Brand.same("hewlett-packard", "HP")).isTrue();
    }

    @Test
    void models_comeWithoutTheirMaker() {
        assertThat(Brand.strip("HP LaserJet 400 series")).isEqualTo("LaserJet 400");
        assertThat(Brand.strip("Brother HL-5370DW [001ba90ba752]")).isEqualTo("HL-5370DW");
        assertThat(Brand.strip("HP")).isEqualTo("HP");
    }

    @Test
    void makersOfManyThings_areNoSignOfAPrinter() {
        assertThat(Brand.makesPrinters("Lexmark International")).isTrue();
        assertThat(Brand.makesPrinters("Samsung Electronics")).isFalse();
        assertThat(Brand.makesPrinters("AVM Berlin")).isFalse();
    }
}
