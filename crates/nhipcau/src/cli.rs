//! What the command line says, as typed. One table: parser and help come from it.

use std::net::SocketAddr;
use std::path::PathBuf;

use accounts::Role;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Heading of the options that every command has.
const COMMON: &str = "Tuỳ chọn chung";
/// Heading of a command's own options.
const OPTIONS: &str = "Tuỳ chọn";

/// Shape of the help of the whole, and of a command that has commands.
const TEMPLATE: &str = "\
{about}

Cách dùng: {usage}

Lệnh:
{subcommands}

Tuỳ chọn chung:
{options}{after-help}";

/// Shape of the help of one command.
const COMMAND: &str = "\
{about}

Cách dùng: {usage}

{all-args}{after-help}";

/// How accounts work, below their help.
const USER: &str = "\
Vai trò: viet viết bản nháp, gửi duyệt; duyet còn xuất bản, trả lại, sửa bài đã xuất bản;
quan-tri còn xem toàn bộ nhật ký, đăng xuất người khác.
Trang /bien-tap chỉ mở khi có ít nhất một tài khoản; máy chủ đang chạy thấy thay đổi ngay.
Mật khẩu gõ hai lần ở cửa sổ lệnh, hoặc đọc một dòng từ đầu vào với --password-stdin.";

/// What `check --fix` mends, below its help.
const FIX: &str = "\
--fix sửa: dấu BOM, chữ tổ hợp rời (NFD), chữ ð, ký tự ẩn, chữ TCVN3 và VNI, tệp UTF-16; giá trị có dấu hai chấm,
ngoặc cong, dấu đầu dòng, phím Tab; ngày, năm, số tiền viết kiểu Việt Nam; tên hiển thị thay cho mã.
Chỗ nào không chắc thì để nguyên. Bản cũ nằm ở DỮ_LIỆU/ban-cu/ĐƯỜNG_DẪN/.";

/// How an import works, below its help.
const IMPORT: &str = "\
Mỗi dòng của bảng, mỗi tệp Word thành một bản nháp (trang_thai: nhap), không bao giờ tự xuất bản, không ghi đè tệp đã có.
Chữ không hợp trường nào được giữ ở cuối nội dung. Cuối cùng có bảng những chỗ cần người xem lại.
Cột nào vào trường nào được ghi ở DỮ_LIỆU/anh-xa-cot/BỘ_DỮ_LIỆU.toml; sửa tệp ấy rồi nhập lại nếu cột vào sai chỗ.";

/// The whole line.
#[derive(Debug, Parser)]
#[command(
    name = "nhipcau",
    version,
    about = "Nhịp Cầu — danh mục tìm kiếm kết quả nghiên cứu và công nghệ chuyển giao",
    after_help = "Không ghi lệnh nào thì chạy “serve”. “nhipcau LỆNH --help” giải thích từng lệnh.\n\
                  Trạng thái thoát: 0 xong, 1 nội dung có lỗi (check), 2 không thực hiện được.",
    help_template = TEMPLATE,
    override_usage = "nhipcau [TUỲ CHỌN] [LỆNH]",
    subcommand_help_heading = "Lệnh",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) common: Common,
    /// In phiên bản
    #[arg(long, short = 'V', action = clap::ArgAction::Version, help_heading = COMMON)]
    version: Option<bool>,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// Options that every command has.
#[derive(Debug, Clone, Args)]
pub(crate) struct Common {
    /// Thư mục nội dung: các tệp Markdown và khai báo (biến NHIPCAU_CONTENT, mặc định content)
    #[arg(long, global = true, value_name = "THƯ_MỤC", env = "NHIPCAU_CONTENT", default_value = "content", hide_default_value = true, hide_env = true, help_heading = COMMON)]
    pub(crate) content: PathBuf,
    /// Thư mục chỉ mục; xoá lúc nào cũng được, chương trình tự tạo lại (biến NHIPCAU_INDEX, mặc định index)
    #[arg(long, global = true, value_name = "THƯ_MỤC", env = "NHIPCAU_INDEX", default_value = "index", hide_default_value = true, hide_env = true, help_heading = COMMON)]
    pub(crate) index: PathBuf,
    /// Thư mục dữ liệu do người dùng gửi; không được xoá (biến NHIPCAU_DATA, mặc định data)
    #[arg(long, global = true, value_name = "THƯ_MỤC", env = "NHIPCAU_DATA", default_value = "data", hide_default_value = true, hide_env = true, help_heading = COMMON)]
    pub(crate) data: PathBuf,
    /// Địa chỉ và cổng của trang web (biến NHIPCAU_LISTEN, mặc định 127.0.0.1:8080)
    #[arg(long, global = true, value_name = "ĐỊA_CHỈ:CỔNG", env = "NHIPCAU_LISTEN", default_value = "127.0.0.1:8080", hide_default_value = true, hide_env = true, help_heading = COMMON)]
    pub(crate) listen: SocketAddr,
    /// Tệp cấu hình của trang; không có tệp thì dùng giá trị mặc định (biến NHIPCAU_CONFIG, mặc định nhipcau.toml)
    #[arg(long, global = true, value_name = "TỆP", env = "NHIPCAU_CONFIG", hide_env = true, help_heading = COMMON)]
    pub(crate) config: Option<PathBuf>,
    /// Dạng nhật ký: text cho người đọc, json cho máy (biến NHIPCAU_LOG, mặc định text)
    #[arg(long, global = true, value_name = "DẠNG", env = "NHIPCAU_LOG", default_value = "text", hide_default_value = true, hide_env = true, hide_possible_values = true, help_heading = COMMON)]
    pub(crate) log: LogFormat,
    /// In hướng dẫn
    #[arg(long, short, global = true, action = clap::ArgAction::Help, help_heading = COMMON)]
    help: Option<bool>,
}

/// Form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Lập chỉ mục nếu cần, mở trang web và theo dõi thay đổi của nội dung
    #[command(help_template = COMMAND, override_usage = "nhipcau serve [TUỲ CHỌN]")]
    Serve,
    /// Lập chỉ mục: chỉ đọc lại những tệp đã thay đổi
    #[command(help_template = COMMAND, override_usage = "nhipcau ingest [--full] [TUỲ CHỌN]")]
    Ingest {
        /// Lập lại toàn bộ chỉ mục từ đầu
        #[arg(long, help_heading = OPTIONS)]
        full: bool,
    },
    /// Kiểm tra nội dung và khai báo: nêu từng lỗi, chỗ sai và cách sửa
    #[command(help_template = COMMAND, override_usage = "nhipcau check [TỆP…] [--fix [--yes]] [--format text|json] [TUỲ CHỌN]", after_help = FIX)]
    Check {
        /// Chỉ kiểm tra những tệp hoặc thư mục này; bỏ trống là tất cả
        #[arg(value_name = "TỆP", help_heading = OPTIONS)]
        files: Vec<PathBuf>,
        /// Dạng báo cáo: text cho người đọc (mặc định), json cho máy
        #[arg(long, value_name = "DẠNG", default_value = "text", hide_default_value = true, hide_possible_values = true, help_heading = OPTIONS)]
        format: ReportFormat,
        /// Sửa những chỗ chắc chắn: cho xem khác biệt rồi hỏi trước khi ghi; bản cũ giữ trong thư mục dữ liệu
        #[arg(long, conflicts_with = "format", help_heading = OPTIONS)]
        fix: bool,
        /// Ghi luôn, không hỏi (dùng với --fix)
        #[arg(long, requires = "fix", help_heading = OPTIONS)]
        yes: bool,
    },
    /// Tìm ngay trong cửa sổ lệnh
    #[command(help_template = COMMAND, override_usage = "nhipcau search CÂU_TÌM [--json] [TUỲ CHỌN]")]
    Search {
        /// Điều cần tìm, có dấu hay không dấu
        #[arg(value_name = "CÂU_TÌM", required = true, help_heading = OPTIONS)]
        query: Vec<String>,
        /// In kết quả dạng JSON
        #[arg(long, help_heading = OPTIONS)]
        json: bool,
    },
    /// Xuất toàn bộ danh mục thành một thư mục mở được khi không có mạng, để chép vào USB
    #[command(
        help_template = COMMAND,
        override_usage = "nhipcau export THƯ_MỤC [TUỲ CHỌN]",
        after_help = "Bấm đúp vào index.html trong thư mục đó là xem và tìm được, không cần mạng, không cần cài gì.\n\
                      Bản nháp, bản ghi nội bộ và người chưa đồng ý công khai không có trong bản xuất."
    )]
    Export {
        /// Thư mục sẽ ghi: chưa có, trống, hoặc là bản xuất trước đây (sẽ được thay bằng bản mới)
        #[arg(value_name = "THƯ_MỤC", required = true, help_heading = OPTIONS)]
        dir: PathBuf,
    },
    /// Nhập tệp Word, Excel, CSV thành bản nháp; tệp gốc được giữ cạnh bản nháp
    #[command(help_template = COMMAND, override_usage = "nhipcau import TỆP… [--collection BỘ_DỮ_LIỆU] [TUỲ CHỌN]", after_help = IMPORT)]
    Import {
        /// Tệp .docx, .xlsx, .csv, hoặc thư mục chứa chúng
        #[arg(value_name = "TỆP", required = true, help_heading = OPTIONS)]
        files: Vec<PathBuf>,
        /// Bộ dữ liệu nhận bản nháp, ví dụ ket-qua; bỏ trống thì đoán theo tiêu đề cột, nhãn trong tệp
        #[arg(long, value_name = "BỘ_DỮ_LIỆU", help_heading = OPTIONS)]
        collection: Option<String>,
        /// Tệp ánh xạ cột vào trường; bỏ trống thì dùng tệp của lần nhập trước
        #[arg(long, value_name = "TỆP", help_heading = OPTIONS)]
        mapping: Option<PathBuf>,
        /// Chỉ cho xem kết quả, không ghi gì
        #[arg(long, help_heading = OPTIONS)]
        dry_run: bool,
    },
    /// Quản lý tài khoản của trang biên tập /bien-tap: thêm, liệt kê, đổi mật khẩu, đổi vai trò, xoá
    #[command(
        help_template = TEMPLATE,
        override_usage = "nhipcau user LỆNH [TUỲ CHỌN]",
        subcommand_help_heading = "Lệnh",
        disable_help_subcommand = true,
        after_help = USER
    )]
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
    /// Tạo tệp mới cho một bản ghi, mỗi trường kèm lời giải thích
    #[command(help_template = COMMAND, override_usage = "nhipcau new BỘ_DỮ_LIỆU TÊN [TUỲ CHỌN]")]
    New {
        /// Bộ dữ liệu, ví dụ ky-thuat
        #[arg(value_name = "BỘ_DỮ_LIỆU", help_heading = OPTIONS)]
        collection: String,
        /// Tên bản ghi, đặt trong ngoặc kép
        #[arg(value_name = "TÊN", required = true, help_heading = OPTIONS)]
        title: Vec<String>,
    },
}

/// What is done with accounts.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Thêm một người
    #[command(help_template = COMMAND, override_usage = "nhipcau user add TÊN --role VAI_TRÒ --name \"Họ tên\" [--password-stdin]")]
    Add {
        /// Tên đăng nhập: chữ thường không dấu, số, dấu chấm, gạch nối
        #[arg(value_name = "TÊN", required = true, help_heading = OPTIONS)]
        account: String,
        /// Vai trò: viet, duyet, quan-tri
        #[arg(long, value_name = "VAI_TRÒ", required = true, value_parser = role, help_heading = OPTIONS)]
        role: Role,
        /// Họ tên, đặt trong ngoặc kép; hiện với đồng nghiệp và trong lịch sử sửa đổi
        #[arg(long, value_name = "HỌ_TÊN", required = true, help_heading = OPTIONS)]
        name: String,
        /// Đọc mật khẩu từ dòng đầu của đầu vào, không hỏi
        #[arg(long, help_heading = OPTIONS)]
        password_stdin: bool,
    },
    /// Liệt kê mọi người
    #[command(help_template = COMMAND, override_usage = "nhipcau user list")]
    List,
    /// Đặt lại mật khẩu; mọi phiên đăng nhập của người ấy kết thúc
    #[command(help_template = COMMAND, override_usage = "nhipcau user password TÊN [--password-stdin]")]
    Password {
        /// Tên đăng nhập
        #[arg(value_name = "TÊN", required = true, help_heading = OPTIONS)]
        account: String,
        /// Đọc mật khẩu từ dòng đầu của đầu vào, không hỏi
        #[arg(long, help_heading = OPTIONS)]
        password_stdin: bool,
    },
    /// Đổi vai trò; mọi phiên đăng nhập của người ấy kết thúc
    #[command(help_template = COMMAND, override_usage = "nhipcau user role TÊN VAI_TRÒ")]
    Role {
        /// Tên đăng nhập
        #[arg(value_name = "TÊN", required = true, help_heading = OPTIONS)]
        account: String,
        /// Vai trò: viet, duyet, quan-tri
        #[arg(value_name = "VAI_TRÒ", required = true, value_parser = role, help_heading = OPTIONS)]
        role: Role,
    },
    /// Xoá tài khoản; những gì người ấy đã viết vẫn còn
    #[command(help_template = COMMAND, override_usage = "nhipcau user remove TÊN")]
    Remove {
        /// Tên đăng nhập
        #[arg(value_name = "TÊN", required = true, help_heading = OPTIONS)]
        account: String,
    },
}

/// The role with a code.
fn role(code: &str) -> Result<Role, String> {
    Role::of(code).ok_or_else(|| {
        let codes: Vec<&str> = Role::ALL.into_iter().map(Role::code).collect();
        format!("vai trò là một trong: {}", codes.join(", "))
    })
}
